// Renders templates with their real engines: jobs as JSON on standard input; on standard output, as JSON, an object with
// the text or the error of each.
import doT from "dot";
import dust from "dustjs-linkedin";
import ejs from "ejs";
import Handlebars from "handlebars";
import jsdom from "jsdom";
import { Liquid } from "liquidjs";
import Mustache from "mustache";
import { createRequire } from "module";
import nunjucks from "nunjucks";
import Twig from "twig";
import vash from "vash";
import { render as velocity } from "velocityjs";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";

const liquid = new Liquid();
vash.config.modelName = "Model";

// its Thymeleaf reads HTML, where names have no letter case; this has it read XML
const { JSDOM } = jsdom;
jsdom.JSDOM = class extends JSDOM {
  constructor(text) {
    super(text, { contentType: "text/xml" });
  }
};
const { STANDARD_CONFIGURATION, TemplateEngine } = createRequire(import.meta.url)("thymeleaf");
const thymeleaf = new TemplateEngine(STANDARD_CONFIGURATION);

const engines = {
  dot: (template, data) => doT.template(template, { ...doT.templateSettings, varname: "it", strip: false })(data),
  dust: (template, data) =>
    new Promise((resolve, reject) =>
      dust.renderSource(template, data, (error, text) => (error ? reject(error) : resolve(text))),
    ),
  ejs: (template, data) => ejs.render(template, data),
  handlebars: (template, data) => Handlebars.compile(template)(data),
  liquid: (template, data) => liquid.parseAndRenderSync(template, data),
  mustache: (template, data) => Mustache.render(template, data),
  nunjucks: (template, data) => new nunjucks.Environment(null, { autoescape: true }).renderString(template, data),
  razor: (template, data) => vash.compile(template)(data),
  thymeleaf: (template, data) => thymeleaf.process(template, data),
  twig: (template, data) => Twig.twig({ data: template }).render(data),
  velocity: (template, data) => velocity(template, data),
  vue: (template, data) => {
    const application = createSSRApp({ template, data: () => data });
    application.config.compilerOptions = { comments: true, isCustomElement: () => true };
    return renderToString(application);
  },
};

let input = "";
for await (const chunk of process.stdin) input += chunk;
const jobs = JSON.parse(input);
const done = await Promise.allSettled(
  jobs.map(async ({ engine, template, data }) => engines[engine](template, data)),
);
process.stdout.write(
  JSON.stringify(done.map(({ value, reason }) => (reason === undefined ? { text: value } : { error: String(reason) }))),
);
