{!! '<'.'?xml version="1.0" encoding="UTF-8"?>' !!}
<Response>
    @if(isset($greeting))<Say voice="{{ $voice }}">{{ $greeting }}</Say>@endif
    <Gather action="{{ route('menu') }}" @if($digits > 1)numDigits="{{ $digits }}"@else numDigits="1"@endif timeout="10">
        @foreach ($options as $key => $option)
            <Say>@lang('menu.press', ['key' => $key]) {{ $option }}</Say>
        @endforeach
    </Gather>
    @if ($callerId !== '')
    <Dial callerId="{{ $callerId }}">
    @else
    <Dial>
    @endif
        <Number sendDigits="{{ $extension }}">{{ $number }}</Number>
    </Dial>
</Response>
