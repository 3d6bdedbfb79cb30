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
  ('tt', 'Template Toolkit', ('tt', 'tt2'), 'alone', ('tt',), (), (), (), False, True),
  ('terraform', 'Terraform templates', ('tftpl',), 'alone', ('terraform',), (), (), (), False, True),
  ('ssi', 'server-side includes', ('shtml',), 'after-xml', ('ssi',), (), (), (), False, True),
  ('gsp', 'GSP', ('gsp',), 'alone', ('gsp',), (), (), (), False, True),
  ('jstl', 'JSTL', (), 'never', ('jstl',), (), (), (), False, True),
  ('struts', 'Struts tags', (), 'never', ('struts',), (), (), (), False, True),
  ('aspx', 'ASP.NET', ('aspx', 'ascx', 'master'), 'after-xml', ('aspx',), (), (), (), False, True),
  ('fluid', 'Fluid', (), 'never', ('fluid',), (), (), (), False, True),
  ('coldfusion', 'ColdFusion', ('cfm', 'cfml'), 'alone', ('coldfusion',), (), (), (), False, True),
  ('htmltemplate', 'HTML::Template', (), 'never', ('htmltemplate',), (), (), (), False, True),
  ('mason', 'Mason', ('mas', 'mc'), 'after-xml', ('mako', 'mason'), (), (), (), False, True),
  ('mojo', 'Mojolicious', ('ep',), 'alone', ('mako',), (), (), (), False, True),
  ('chameleon', 'Chameleon', ('pt',), 'after-xml', ('tal',), (), (), (), False, True),
  ('vue', 'Vue', (), 'never', ('vue',), (), (), (), False, True),
  ('angular', 'Angular', (), 'never', ('vue',), (), (), (), False, True),
  ('cheetah', 'Cheetah', (), 'never', ('cheetah',), (), (), (), False, True),
  ('dust', 'Dust', ('dust',), 'after-xml', ('dust',), (), (), (), False, True),
  ('dot', 'doT', ('dot', 'jst'), 'after-xml', ('dot',), (), (), (), False, True),
  ('tmpl', 'templates of several languages', ('tmpl',), 'alone', ('smarty',), (), (), (), False, True),
  ('tpl', 'templates of several languages', ('tpl',), 'after-xml', ('smarty',), (), (), (), False, True),
  ('sample', 'samples to be copied and filled in', ('dist', 'example', 'in', 'sample', 'template'), 'after-xml', (), (), (), (), True, True),
  ('haml', 'Haml', ('haml',), 'alone', (), (), (), (), False, False),
  ('slim', 'Slim', ('slim',), 'alone', (), (), (), (), False, False),
  ('pug', 'Pug', ('pug', 'jade'), 'alone', (), (), (), (), False, False),
)
DELIMITED: dict[str, tuple[Any, ...]] = {
  'go': ('[[', ']]', ('if', 'range', 'with', 'define', 'block'), ('else',), ('end',), ('break', 'continue'), ('template',), ('.', '$'), ('[[',)),
  'go_2': ('((', '))', ('if', 'range', 'with', 'define', 'block'), ('else',), ('end',), ('break', 'continue'), ('template',), ('.', '$'), ('[[',)),
  'go_3': ('{[', ']}', ('if', 'range', 'with', 'define', 'block'), ('else',), ('end',), ('break', 'continue'), ('template',), ('.', '$'), ('[[',)),
  'go_4': ('<<', '>>', ('if', 'range', 'with', 'define', 'block'), ('else',), ('end',), ('break', 'continue'), ('template',), ('.', '$'), ('[[',)),
  'tt': ('[%', '%]', ('IF', 'UNLESS', 'FOREACH', 'FOR', 'WHILE', 'SWITCH', 'BLOCK', 'FILTER', 'WRAPPER', 'TRY', 'PERL', 'RAWPERL', 'VIEW', 'if', 'unless', 'foreach', 'for', 'while', 'switch', 'block', 'filter', 'wrapper', 'try', 'perl', 'rawperl', 'view'), ('ELSE', 'ELSIF', 'CASE', 'CATCH', 'FINAL', 'else', 'elsif', 'case', 'catch', 'final', 'elif'), ('END', 'end', 'endif', 'endfor', 'endforeach', 'endblock', 'endmacro'), ('SET', 'DEFAULT', 'CALL', 'USE', 'META', 'MACRO', 'STOP', 'RETURN', 'NEXT', 'LAST', 'CLEAR', 'TAGS', 'DEBUG', 'THROW', 'set', 'import', 'extends'), ('GET', 'INSERT', 'INCLUDE', 'PROCESS', 'include'), ('',), ()),
  'terraform': ('%{', '}', ('if', 'for'), ('else',), ('endif', 'endfor'), (), (), (), ()),
  'ssi': ('<!--#', '-->', ('if',), ('elif', 'else'), ('endif',), ('set', 'config'), ('echo', 'include', 'exec', 'fsize', 'flastmod', 'printenv'), (), ()),
  'gsp': ('%{--', '--}%', (), (), (), (), (), (), ()),
}
ELEMENTS: dict[str, tuple[Any, ...]] = {
  'gsp': (('g:',), (), ('g:if', 'g:unless', 'g:each', 'g:while', 'g:findAll', 'g:grep', 'g:collect'), ('g:else', 'g:elseif'), (), ('g:set', 'g:applyLayout'), (), ('g:createLink', 'g:fieldValue', 'g:formatBoolean', 'g:formatDate', 'g:formatNumber', 'g:include', 'g:join', 'g:link', 'g:message', 'g:render', 'g:resource')),
  'jstl': (('c:', 'fmt:', 'x:', 'sql:', 'jsp:', 'spring:'), (), ('c:if', 'c:choose', 'c:forEach', 'c:forTokens', 'x:if', 'x:choose', 'x:forEach'), ('c:when', 'c:otherwise', 'x:when', 'x:otherwise'), (), ('c:set', 'c:remove', 'c:catch', 'fmt:setLocale', 'fmt:setBundle', 'fmt:setTimeZone', 'fmt:bundle', 'fmt:requestEncoding', 'x:parse', 'x:set', 'sql:query', 'sql:setDataSource', 'jsp:useBean', 'jsp:setProperty', 'jsp:directive.page', 'jsp:directive.include', 'jsp:directive.taglib', 'jsp:root', 'jsp:output', 'jsp:text'), ('jsp:declaration', 'jsp:scriptlet'), ('c:out', 'c:url', 'c:import', 'c:redirect', 'c:param', 'fmt:message', 'fmt:formatDate', 'fmt:formatNumber', 'fmt:param', 'x:out', 'jsp:expression', 'jsp:getProperty', 'jsp:include', 'jsp:param', 'jsp:forward', 'spring:message', 'spring:url')),
  'struts': (('s:',), (), ('s:if', 's:iterator', 's:subset'), ('s:else', 's:elseif'), (), ('s:set', 's:push', 's:bean', 's:append', 's:generator', 's:sort', 's:merge'), (), ('s:property', 's:text', 's:url', 's:include', 's:param', 's:date', 's:number', 's:action', 's:i18n')),
  'aspx': (('asp:',), ('AlternatingItemTemplate', 'EmptyDataTemplate', 'FooterTemplate', 'HeaderTemplate', 'ItemTemplate', 'LayoutTemplate', 'SeparatorTemplate'), ('asp:PlaceHolder', 'asp:Panel', 'asp:Repeater', 'asp:ListView', 'asp:View', 'asp:MultiView'), (), (), ('asp:Content',), (), ('asp:Literal', 'asp:Label', 'asp:Localize', 'asp:ContentPlaceHolder', 'asp:Xml')),
  'fluid': (('f:',), (), ('f:if', 'f:for', 'f:groupedFor', 'f:cycle', 'f:switch', 'f:then'), ('f:else', 'f:case', 'f:defaultCase'), (), ('f:layout', 'f:section', 'f:variable', 'f:alias', 'f:spaceless', 'f:cache.disable'), ('f:comment',), ('f:render', 'f:translate', 'f:count', 'f:format.raw', 'f:format.htmlspecialchars', 'f:format.date', 'f:format.number', 'f:uri.action', 'f:uri.page', 'f:uri.typolink')),
  'coldfusion': (('cf',), (), ('cfif', 'cfloop', 'cfswitch', 'cfcase', 'cftry', 'cfsavecontent'), ('cfdefaultcase', 'cfcatch', 'cffinally'), ('cfelse', 'cfelseif'), ('cfoutput', 'cfset', 'cfcontent', 'cfheader', 'cfparam', 'cfsetting', 'cfsilent', 'cfprocessingdirective', 'cfimport', 'cfabort', 'cfreturn', 'cflog', 'cflock', 'cfflush', 'cfinvoke', 'cfbreak', 'cfcontinue'), ('cfscript', 'cfquery'), ('cfinclude', 'cfmodule')),
  'htmltemplate': (('TMPL_',), (), ('TMPL_IF', 'TMPL_UNLESS', 'TMPL_LOOP'), (), ('TMPL_ELSE',), (), (), ('TMPL_VAR', 'TMPL_INCLUDE')),
}
WITH_BRACES: tuple[str, ...] = ('fluid',)
NAMESPACES_WITH_BRACES: tuple[str, ...] = ('http://typo3.org/ns/', 'http://www.w3.org/1999/XSL/Transform')
