## comment <B>
<%doc> <B> </%doc>
<%! import x %>
<% a = 1 > 2 %>
<%inherit file="base.mako"/>
<?xml version="1.0" encoding="UTF-8"?>
<Response>
% for i in items:
  <Say voice="${i.voice | h}" ${'loop="2"' if i.loud else ''}>${i.text} ${"a > b"}</Say>
% endfor
% if a > 3 and b < 2:
  <Dial>${to}</Dial>
% elif c:
  <Hangup/>
% else:
  <Redirect>${url}</Redirect>
% endif
<%include file="footer.mako" args="a='>'"/>
<%def name="f(x)"><Say>${x}</Say></%def>
<%block name="b"><Say>x</Say></%block>
<%text><Say>${x}</Say></%text>
</Response>
