const VoiceResponse = require("twilio").twiml.VoiceResponse;

exports.handler = function (context, event, callback) {
  const response = new VoiceResponse();
  const gather = response.gather({ numDigit: 1, action: "/menu" });
  gather.say("Press 1 for sales.", { voice: "Polly.Joanna" });
  response.redirect("/voice");
  response.say("Goodbye.");
  return callback(null, response);
};
