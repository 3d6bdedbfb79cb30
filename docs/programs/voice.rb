require "twilio-ruby"

def voice
  response = Twilio::TwiML::VoiceResponse.new do |r|
    r.say("Hello", voice: "Polly.Joanna")
    r.connect { |c| c.conference("Standup") }
  end
  response.to_s
end

def busy
  <<~XML
    <?xml version="1.0" encoding="UTF-8"?>
    <Response>
      <Reject reason="occupied"/>
    </Response>
  XML
end
