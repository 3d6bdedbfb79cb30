<?php header('Content-Type: text/xml'); echo '<?xml version="1.0" encoding="UTF-8"?>'; ?>
<Response>
<?php /* <B> */ foreach ($items as $i): ?>
  <Say voice="<?= $i['voice'] ?>"<?php if ($i['loop'] > 1): ?> loop="<?= $i['loop'] ?>"<?php endif ?>><?= htmlspecialchars($i['text']) ?></Say>
<?php endforeach; ?>
<?php if ($a > 1) { ?>
  <Dial callerId="<?php echo $from; ?>"><?php echo $to; ?></Dial>
<?php } elseif ($b) { ?><Hangup/><?php } ?>
</Response>
