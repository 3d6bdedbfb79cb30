<%@ Page Language="C#" ContentType="text/xml" CodeBehind="Voice.aspx.cs" Inherits="App.Voice" %>
<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <asp:PlaceHolder ID="Open" runat="server" Visible="<%# IsOpen %>">
    <Say voice="<%= Voice %>">Hello <%# Eval("Name") %> <%: Name %></Say>
  </asp:PlaceHolder>
  <Dial>
    <asp:Repeater ID="Numbers" runat="server">
      <ItemTemplate><Number><%# Eval("Number") %></Number></ItemTemplate>
    </asp:Repeater>
  </Dial>
  <% if (Loud) { %><Pause length="2"/><% } %>
  <Say><asp:Literal ID="Greeting" runat="server" /></Say>
</Response>
