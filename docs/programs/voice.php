<?php
use Twilio\TwiML\VoiceResponse;

$response = new VoiceResponse();
$response->dial(['callerId' => '+14155550100', 'timeout' => 20]);
$response->record(['maxLength' => 180, 'transcribe' => true]);
echo $response;
