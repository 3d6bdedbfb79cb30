<cfcontent type="text/xml" reset="true"><cfsetting showdebugoutput="no">
<!--- a <B> note <!--- in a note ---> --->
<cfscript>
  x = "<a>";
</cfscript>
<cfoutput><?xml version="1.0" encoding="UTF-8"?>
<Response>
<cfif open and len(name) gt 1>
  <Say voice="#voice#" <cfif loud>loop="2"</cfif>>Hello #xmlFormat(name)#, ## 1</Say>
<cfelseif x eq "it's">
  <Pause length="#session.user['pause']#"/>
<cfelse>
  <Hangup/>
</cfif>
<Dial timeout="#timeout#"><cfloop array="#numbers#" index="n"><Number>#n#</Number></cfloop></Dial>
<cfinclude template="bye.cfm">
</Response></cfoutput>
