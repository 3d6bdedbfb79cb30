// Renders templates with text/template: jobs as JSON on standard input, texts as JSON on standard output.
package main

import (
	"encoding/json"
	"os"
	"strings"
	"text/template"
)

type job struct {
	Template   string
	Data       map[string]any
	Delimiters [2]string
}

func main() {
	var jobs []job
	if err := json.NewDecoder(os.Stdin).Decode(&jobs); err != nil {
		panic(err)
	}
	texts := make([]string, len(jobs))
	for at, one := range jobs {
		var written strings.Builder
		made := template.Must(template.New("voice.xml").Delims(one.Delimiters[0], one.Delimiters[1]).Parse(one.Template))
		if err := made.Execute(&written, one.Data); err != nil {
			panic(err)
		}
		texts[at] = written.String()
	}
	if err := json.NewEncoder(os.Stdout).Encode(texts); err != nil {
		panic(err)
	}
}
