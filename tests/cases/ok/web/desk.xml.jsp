<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<Response>
    <c:if test="${open}"><Say><c:out value="${greeting}"/></Say></c:if>
    <Dial>+14155550100</Dial>
</Response>
