{* comment <B> *}
{assign var="x" value="<B>"}
<?xml version="1.0" encoding="UTF-8"?>
<Response>
{foreach $items as $i}
  <Say voice="{$i.voice|default:'Polly.Amy'}" {if $i.loud}loop="2"{/if}>{$i.text|escape:'html'}</Say>
{foreachelse}
  <Say>none</Say>
{/foreach}
{if $a > 3 && $b < 2}<Dial>{$to}</Dial>{elseif $c}<Hangup/>{else}<Redirect>{$url}</Redirect>{/if}
{include file="footer.tpl" a="b>c"}
{literal}<Say>{$x}</Say>{/literal}
{section name=i loop=$x}<Pause/>{/section}
{capture name="a"}<Say>x</Say>{/capture}
{function name=f}<Say>y</Say>{/function}
{ldelim}x{rdelim}
</Response>
