<?xml version="1.0" encoding="UTF-8"?>
<Response>
@foreach ($lines as $line)
    <Say voice="Polly.Amy">{{ $line }}</Say>
@endforeach
@if ($next)
    <Redirect>{{ $next }}</Redirect>
@endif
</Response>
