<#-- the list comes from the desk -->
<Response>
    <#if name?? && (name?length > 0)>
    <Say>Hello ${name}</Say>
    <#else>
    <Say>Hello</Say>
    </#if>
    <#list numbers as n><Dial>${n}</Dial></#list>
</Response>
