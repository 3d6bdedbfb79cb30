{* who is on duty *}
<?xml version="1.0" encoding="UTF-8"?>
<Response>
    <Gather action="{link to='bell' id=$house}" numDigits="{$digits}" timeout="5"><Say>{$greeting}</Say></Gather>
    <Dial callerId="{$from}">
    {foreach from=$residents item=one}
        <Number>{$one.mobile}</Number>
    {/foreach}
    </Dial>
</Response>
