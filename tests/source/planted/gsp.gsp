<%@ page contentType="text/xml;charset=UTF-8" %>
<Response>
  %{-- a <B> note --}%
  <g:set var="x" value="${1}"/>
  <g:if test="${open && x > 1}">
    <Say voice="${voice}">Hello ${name} <g:message code="menu.hello" args="['<b>']"/></Say>
  </g:if>
  <g:elseif test="${x}"><Dial><g:each in="${numbers}" var="n"><Number>${n}</Number></g:each></Dial></g:elseif>
  <g:else>
    <Hangup/>
  </g:else>
  <Gather action="<g:createLink action="menu"/>" numDigits="1"><Say><g:fieldValue bean="${a}" field="b"/></Say></Gather>
  <Redirect><g:createLink controller="voice" action="next"/></Redirect>
  <g:render template="bye" model="[name: name]"/>
</Response>
