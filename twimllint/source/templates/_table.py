"""The template languages. Made by ``python -m twimllint.generate``: do not edit."""

# ruff: noqa
# fmt: off
from __future__ import annotations

from typing import Any

LANGUAGES: tuple[tuple[Any, ...], ...] = (
  ('jinja', 'Jinja', ('j2', 'jinja', 'jinja2'), 'alone', (), ('print',), ('safe',), ('e', 'escape', 'forceescape', 'tojson', 'urlencode', 'int', 'float', 'length', 'count'), False, True),
  ('django', 'Django', (), 'never', (), ('url', 'static', 'trans', 'translate', 'blocktrans', 'blocktranslate', 'now', 'cycle', 'firstof', 'lorem', 'widthratio', 'templatetag', 'get_static_prefix', 'get_media_prefix', 'csrf_token'), ('safe', 'safeseq'), ('escape', 'force_escape', 'urlencode', 'escapejs', 'floatformat', 'length'), False, True),
  ('nunjucks', 'Nunjucks', ('njk', 'nunjucks'), 'alone', (), (), ('safe',), ('escape', 'forceescape', 'urlencode', 'int', 'float', 'length'), False, True),
  ('twig', 'Twig', ('twig',), 'alone', (), (), ('raw',), ('e', 'escape', 'url_encode', 'length'), False, True),
  ('liquid', 'Liquid', ('liquid',), 'alone', (), ('echo', 'cycle', 't'), (), ('escape', 'url_encode', 'xml_escape', 'cgi_escape'), False, True),
  ('tera', 'Tera', ('tera',), 'after-xml', (), (), ('safe',), ('escape', 'urlencode', 'length'), False, True),
  ('handlebars', 'Handlebars', ('handlebars', 'hbs'), 'alone', (), (), (), (), False, True),
  ('mustache', 'Mustache', ('mustache',), 'alone', (), (), (), (), False, True),
  ('go', 'Go templates', ('gohtml', 'gotmpl'), 'alone', (), (), ('safeHTML',), (), False, True),
  ('erb', 'ERB', ('erb',), 'alone', (), (), ('html_safe', 'htmlsafe'), ('h', 'u'), False, True),
  ('ejs', 'EJS', ('ejs',), 'alone', (), (), (), (), False, True),
  ('php', 'PHP', ('php', 'phtml'), 'alone', (), (), (), (), False, True),
  ('blade', 'Blade', ('blade',), 'alone', ('blade',), (), (), (), False, True),
  ('smarty', 'Smarty', ('smarty',), 'after-xml', ('smarty',), (), (), (), False, True),
  ('latte', 'Latte', ('latte',), 'after-xml', ('smarty',), (), ('noescape',), (), False, True),
  ('freemarker', 'FreeMarker', ('ftl',), 'alone', ('freemarker',), (), ('noescape',), (), False, True),
  ('velocity', 'Velocity', ('vm',), 'alone', ('velocity',), (), (), (), False, True),
  ('thymeleaf', 'Thymeleaf', (), 'never', ('thymeleaf',), (), (), (), False, True),
  ('razor', 'Razor', ('cshtml',), 'alone', ('razor',), (), (), (), False, True),
  ('templetor', 'Templetor', (), 'never', ('templetor',), (), (), (), False, True),
  ('mako', 'Mako', ('mako',), 'after-xml', ('mako',), (), ('n',), ('h', 'u', 'x'), False, True),
  ('jsp', 'JSP', ('jsp',), 'after-xml', (), (), (), (), False, True),
  ('eex', 'EEx', ('eex',), 'after-xml', (), (), (), (), False, True),
  ('heex', 'HEEx', ('heex',), 'after-xml', ('heex',), (), (), (), False, True),
  ('eta', 'Eta', ('eta',), 'after-xml', (), (), (), (), False, True),
  ('ctp', 'CakePHP', ('ctp',), 'after-xml', (), (), (), (), False, True),
  ('rhtml', 'ERB of Rails 1', ('rhtml',), 'after-xml', (), (), (), (), False, True),
  ('mst', 'Mustache', ('mst',), 'after-xml', (), (), (), (), False, True),
  ('templ', 'templ', ('templ',), 'after-xml', (), (), (), (), False, True),
  ('tmpl', 'templates of several languages', ('tmpl',), 'alone', ('smarty',), (), (), (), False, True),
  ('tpl', 'templates of several languages', ('tpl',), 'after-xml', ('smarty',), (), (), (), False, True),
  ('sample', 'samples to be copied and filled in', ('dist', 'example', 'in', 'sample', 'template'), 'after-xml', (), (), (), (), True, True),
  ('haml', 'Haml', ('haml',), 'alone', (), (), (), (), False, False),
  ('slim', 'Slim', ('slim',), 'alone', (), (), (), (), False, False),
  ('pug', 'Pug', ('pug', 'jade'), 'alone', (), (), (), (), False, False),
)
