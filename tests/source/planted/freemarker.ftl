<#-- comment <B> -->
<#ftl output_format="XML">
<#assign x = "a > b">
<#import "lib.ftl" as lib>
<?xml version="1.0" encoding="UTF-8"?>
<Response>
<#list items as i>
  <Say voice="${i.voice!"Polly.Amy"}" <#if i.loud>loop="2"</#if>>${i.text?xml} ${(x gt 3)?then("a>b", 'c')}</Say>
<#else>
  <Say>none</Say>
</#list>
<#if (a > 3) && b lt 2><Dial>${to}</Dial><#elseif c??><Hangup/><#else><Redirect>${url}</Redirect></#if>
<@lib.say text="x > y"/>
<@lib.wrap><Say>y</Say></@lib.wrap>
<#noparse><Say>${x}</Say></#noparse>
<#switch x><#case 1><Pause length="${n!"1"}"/><#break><#default><Hangup/></#switch>
<Say>${x!"{"}</Say>
<#include "footer.ftl">
<#macro m t><Say>${t}</Say></#macro>
[#if x]literal[/#if]
</Response>
