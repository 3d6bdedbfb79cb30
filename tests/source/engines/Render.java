import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Renders the templates of a folder with FreeMarker: N.ftl with the values in N.properties becomes N.out. */
public class Render {
    public static void main(String[] args) throws Exception {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_31);
        try (var files = Files.list(Path.of(args[0]))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".ftl")).toList()) {
                String base = file.toString().replaceFirst("ftl$", "");
                Template template = new Template("voice.xml", new StringReader(Files.readString(file)), configuration);
                StringWriter written = new StringWriter();
                template.process(values(Path.of(base + "properties")), written);
                Files.writeString(Path.of(base + "out"), written.toString());
            }
        }
    }

    /** Values as text, true and false as such, and lists where there is a comma. */
    private static Map<String, Object> values(Path file) throws Exception {
        Properties given = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            given.load(reader);
        }
        Map<String, Object> found = new HashMap<>();
        for (String name : given.stringPropertyNames()) {
            String value = given.getProperty(name);
            boolean isTruth = value.equals("true") || value.equals("false");
            found.put(name, isTruth ? Boolean.valueOf(value) : value.contains(",") ? List.of(value.split(",")) : value);
        }
        return found;
    }
}
