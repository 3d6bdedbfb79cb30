@php($a = 1)
{{-- comment <B> --}}
<?xml version="1.0" encoding="UTF-8"?>
<Response>
  @foreach ($items as $i)
  <Say voice="{{ $i->voice ?? 'Polly.Amy' }}" @if($i->loop) loop="{{ $i->loop }}" @endif>{{ $i->text }}</Say>
  @endforeach
  @forelse ($x as $y)<Say>{{ $y }}</Say>@empty<Say>none</Say>@endforelse
  @isset($to)<Dial @class(['a']) callerId="{{ config('a.b') }}">{{ $to }}</Dial>@endisset
  @unless ($x > 3)<Pause length="1"/>@endunless
  @include('footer', ['a' => '>'])
  @verbatim<Say>{{ x }}</Say>@endverbatim
  @{{ literal }}
</Response>
