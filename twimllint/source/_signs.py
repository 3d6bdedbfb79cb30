"""What texts with template tags hold. Made by ``python -m twimllint.generate``: do not edit."""

# ruff: noqa
# fmt: off
from __future__ import annotations

SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
  ('%', ('\t%', '\n%', ' %', '<%', '</%', '[%')),
  ('*', ('\t*ng', '\n*ng', ' *ng')),
  ('data-th-', ('\tdata-th-', '\ndata-th-', ' data-th-')),
  ('ng-', ('\tng-', '\nng-', ' ng-')),
  ('v-', ('\tv-', '\nv-', ' v-')),
  ('x-', ('\tx-', '\nx-', ' x-')),
  ('#', ('#elseif', '#end\t', '#end ', '#foreach', '#if', '#macro', '#parse', '#set', '<!--#', '<#', '</#', '[#', '[/#')),
  ('(', ('((',)),
  ('&', ('<&',)),
  ('@', ('</@', '<@', '@Html', '@Model', '@View', '@each', '@end', '@extends', '@for', '@if', '@include', '@inherits', '@model', '@page', '@section', '@switch', '@while', '@yield')),
  ('<<', ('<<',)),
  ('<CF', ('<CF',)),
  ('<cf', ('<cf',)),
  ('_', ('TMPL_', 'tmpl_')),
  ('[', ('[!', '[(', '[+', '[-', '[[')),
)
PREFIXES: tuple[str, ...] = ('\tmetal', '\tpy', '\ttal', '\tth', '\nmetal', '\npy', '\ntal', '\nth', ' metal', ' py', ' tal', ' th', '<asp', '<c', '<f', '<fmt', '<g', '<jsp', '<metal', '<s', '<spring', '<sql', '<tal', '<th', '<x')
