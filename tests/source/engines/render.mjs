// Renders templates with their real engines: jobs as JSON on standard input, texts as JSON on standard output.
import ejs from "ejs";
import Handlebars from "handlebars";
import { Liquid } from "liquidjs";
import Mustache from "mustache";
import nunjucks from "nunjucks";
import Twig from "twig";
import { render as velocity } from "velocityjs";

const liquid = new Liquid();
const engines = {
  ejs: (template, data) => ejs.render(template, data),
  handlebars: (template, data) => Handlebars.compile(template)(data),
  liquid: (template, data) => liquid.parseAndRenderSync(template, data),
  mustache: (template, data) => Mustache.render(template, data),
  nunjucks: (template, data) => new nunjucks.Environment(null, { autoescape: true }).renderString(template, data),
  twig: (template, data) => Twig.twig({ data: template }).render(data),
  velocity: (template, data) => velocity(template, data),
};

let input = "";
for await (const chunk of process.stdin) input += chunk;
const texts = JSON.parse(input).map(({ engine, template, data }) => engines[engine](template, data));
process.stdout.write(JSON.stringify(texts));
