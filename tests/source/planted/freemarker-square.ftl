[#ftl]
[#-- a <B> note --]
<Response>
[#assign x = [1, 2] y = "]"]
[#if open && (x[0] > 1)]
  <Say voice="${voice}">Hello ${name?html}</Say>
[#elseif a]
  <Pause/>
[#else]
  <Hangup/>
[/#if]
<Dial timeout="${timeout}">[#list numbers as n]<Number>${n}</Number>[/#list]</Dial>
[@bye name="a" /]
<Redirect>${url}</Redirect>
</Response>
