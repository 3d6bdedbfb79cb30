<?php
header('Content-Type: text/xml');
$name = htmlspecialchars($_REQUEST['CallerName'], ENT_XML1);
echo '<?xml version="1.0" encoding="UTF-8"?>';
?>
<Response>
<?php if ($name): ?>
  <Say voice="Polly.Joanna">Hello <?= $name ?>, if 1 &lt; 2 holds.</Say>
<?php else: ?>
  <Say voice="Polly.Joanna">Hello</Say>
<?php endif; ?>
  <Hangup/>
</Response>
