@extends('calls.layout')

@section('verbs')
    <Say>This call is recorded.</Say>
    <Dial record="record-from-answer"><Client>{{ $desk }}</Client></Dial>
@endsection
