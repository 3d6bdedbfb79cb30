"""Calls: of the helper library, of methods of texts and lists, and of what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from twimllint.host import form
from twimllint.host.dialect import Given, Set, Signature, put_together, unsure
from twimllint.host.evaluate.buffers import Buffers
from twimllint.host.evaluate.effects import WITHOUT_NODES, Ends
from twimllint.host.evaluate.expressions import found
from twimllint.host.library import HelperClass
from twimllint.host.parsers import makes_tree, may_make_tree
from twimllint.host.paths import State
from twimllint.host.relevant import words_of
from twimllint.host.run import Node
from twimllint.host.scopes import dotted
from twimllint.host.texts import MOST_TEXT
from twimllint.host.values import (
    Child,
    Closure,
    Content,
    Dictionary,
    Fork,
    Library,
    Listed,
    Method,
    Nodes,
    Nothing,
    Text,
    Unsure,
    Value,
    among,
    parts_of,
)  # fmt: skip
from twimllint.source.span import Span

#: What comes to what it says, whatever the state.
_LITERALS = frozenset({form.String, form.Number, form.Boolean, form.Null})
#: Values whose methods are known.
_WITH_METHODS = frozenset({Text, Listed, Dictionary})
#: Arguments of more characters are not searched for what they are made of.
_MOST_OF_ARGUMENT = 2000
#: Functions and methods, in small letters and without signs, that look for texts in others.
_LOOK_FOR = frozenset({
    "assertcontains", "assertin", "assertnotcontains", "assertnotin", "contains", "count", "endswith", "find",
    "findall", "finditer", "fullmatch", "hasprefix", "hassuffix", "include", "includes", "index", "indexof",
    "lastindexof", "match", "matches", "partition", "pregmatch", "removeprefix", "removesuffix", "rfind", "rindex",
    "rpartition", "rsplit", "scan", "search", "split", "startswith", "strcontains", "strendswith", "stripos",
    "strpos", "strstartswith", "substrcount", "test", "tocontain", "tomatch",
})  # fmt: skip
#: Those that write something else in place of what their first argument looks for.
_REPLACE = frozenset({"gsub", "pregreplace", "replace", "replaceall", "replacefirst", "strreplace", "sub", "subn"})
#: Owners of such functions that get the text itself first.
_TEXT_FIRST = frozenset({"_", "Regex", "StringUtils", "bytes", "lodash", "string", "strings"})
_SIGNS = str.maketrans("", "", "_?!")


class Calls(Buffers):
    """Calls of everything but functions of the file, which the layer above follows."""

    #: functions of the file (by ``id``) that were followed where they are called
    followed: set[int]
    #: the expression that was last evaluated for what it does
    done: form.Expression | None = None
    #: the call that control has not come back from
    last: form.Expression | None = None

    def _local(self, call: form.Call, function: Value) -> form.Function | None:
        raise NotImplementedError

    def _of_function(
        self, function: form.Function, call: form.Call, given: tuple[Given, ...], state: State
    ) -> Value | None:
        raise NotImplementedError

    def _forget_written(self, function: form.Function, state: State, after: State | None = None) -> None:
        raise NotImplementedError

    def _block(self, body: form.Block, state: State | None, ends: Ends) -> State | None:
        raise NotImplementedError

    def _mapped(self, items: Listed, function: form.Function, call: form.Call, state: State) -> Listed | None:
        raise NotImplementedError

    def _call(self, call: form.Call, state: State) -> Value:
        function = self.value(call.function, state)
        owner = function.owner if type(function) is Method else None
        if call.arguments and type(owner) is not Nodes:
            _quiet_what_is_looked_for(call)
        values: list[Given] = []
        for argument in call.arguments:
            values.append(self._given(argument, state))
        given = tuple(values)
        if type(function) is Method and type(owner) is Nodes:  # nothing else has its methods
            return self._node_method(owner, function, call, given, state)
        return self._other_call(call, function, given, state)

    def _other_call(self, call: form.Call, function: Value, given: tuple[Given, ...], state: State) -> Value:
        """A call of anything but a method of a builder node."""
        name = _last(call.function)
        output = self._output(function, call, name)
        if output and (printed := self._printed(output, name, call, given, state)) is not None:
            return printed
        known = self._known_call(function, name, call, given, state)
        if known is not None:
            return known
        closure = self._local(call, function)
        if closure is not None:
            value = self._of_function(closure, call, given, state)
            if value is not None:
                return value
            self._forget_written(closure, state)
            if self._prints(closure):
                self._may_have_printed(self.run.source(call.span), state)
            for argument in call.arguments:
                self._shared(argument.value, state)
        if not isinstance(function, Method) or isinstance(function.owner, Unsure):  # also of a module
            result = self.dialect.function_of_text(name, given, call.span)
            if result is not None:
                self._altered(given)
                if name in self.dialect.formats and isinstance(template := given[0].value, Text):
                    self.run.filled |= {template.span, *template.origins}
                if isinstance(result, Text):
                    self.run.grow(result)
                    self.run.note(result)
                return result
        mapping = self._mapping_made(call, given, state)
        if mapping is not None:
            return mapping
        result = self._unknown_call(call, name, function, given, state)
        # an object of a class whose members hold literals, unless something else is given for them
        return Dictionary(call.span, function.perhaps(), False) if isinstance(function, Dictionary) else result

    def _mapping_made(self, call: form.Call, given: tuple[Given, ...], state: State) -> Value | None:
        """A mapping that a function makes of others, or a list of one: ``dict(...)``, ``Object.entries(...)``."""
        name = dotted(call.function)
        if name in self.dialect.lists_mapping and len(given) == 1 and isinstance(mapping := given[0].value, Dictionary):
            return self.dialect.list_of_mapping(name, mapping, call.span)
        if name not in self.dialect.makes_mappings or state.get(name) is not None:
            return None
        made = put_together(given, call.span)
        if made is not None and name in self.dialect.into_first:
            self._is_now(call.arguments[0].value, made, state)
        return made

    @staticmethod
    def _is_now(expression: form.Expression, value: Dictionary, state: State) -> None:
        """A variable holds another mapping from here on."""
        path = dotted(expression)
        if path is not None and isinstance(state.get(path), Dictionary):
            state.names[path] = value

    def _known_call(
        self, function: Value, name: str, call: form.Call, given: tuple[Given, ...], state: State
    ) -> Value | None:
        """What is written into a buffer, a class of the library, a method of something known; ``None`` for all else."""
        if isinstance(function, Library):
            helper = self.run.helper(self.dialect.constructs(function.path, call.new))
            if helper is not None:
                return self._construct(helper, call, given, state)
            writer = self.dialect.writer(function.path)
            if writer is not None:
                for argument in given:
                    if isinstance(argument.value, Closure):
                        block = argument.value.function
                        self._run_block(block, {p.name: writer for p in block.parameters[:1]}, state)
                return writer
        if name in self.dialect.writes_into:
            value = self._written_into(name, call, given, state)
            if value is not None:
                return value
        return self._method(function, call, given, state) if isinstance(function, Method) else None

    def _given(self, argument: form.Argument, state: State) -> Given:
        written = argument.value
        if type(written) in _LITERALS:
            value = self.value(written, state)
        else:
            value = self._read(written, state)
            if type(value) is Unsure and type(written) is form.Name:
                held = state.get(written.id)
                if isinstance(held, Text) and held.grows:  # an empty buffer: a function that gets it may add to it
                    value = held
        return Given(value, written.span, argument.name, argument.name_span, argument.spread)

    def _construct(self, helper: HelperClass, call: form.Call, given: tuple[Given, ...], state: State) -> Value:
        place = call.function.name_span if isinstance(call.function, form.Member) else call.function.span
        signature = self.run.signature(helper, "", given) or helper.signature
        number = self._made(helper, signature, place, call.span, given, state)
        if not helper.is_markup or call.new or not isinstance(call.function, form.Member):
            self._blocks(given, number, state)
            return Nodes((number,))
        # written by an object that writes any element: nothing comes into it after its block
        owner = self.value(call.function.value, state)
        state.names.setdefault(dotted(call.function.value) or "", owner)
        self._blocks(given, number, state, owner)
        self.run.nodes[number].any_markup = True
        self._render(Nodes((number,)), state)
        return Nodes((number,))

    def _made(
        self, helper: HelperClass, signature: Signature, place: Span, span: Span, given: tuple[Given, ...],
        state: State,
    ) -> int:  # fmt: skip
        attributes, texts, is_open, problems = self.dialect.bind(signature, given)
        sure: list[Set] = []
        perhaps: list[Set] = []
        for attribute in attributes:
            (perhaps if attribute.maybe else sure).append(attribute)
        node = Node(helper, place, span, sure, perhaps, is_open or bool(perhaps))
        number = self._new(node, state)
        for text, where in texts:
            self._put(text, number, where, state)
        for kind, where, data in problems:
            self.run.problem(kind, where, method=self.run.source(place), element=helper.element, **data)
        if signature.required and self.run.is_newest and (lacking := self.dialect.lacking(signature, given)):
            library = f"twilio-{self.dialect.library}"
            self.run.problem("argument-missing", place, method=self.run.source(place), lacking=lacking, library=library)
        for argument in given:
            if type(argument.value) not in WITHOUT_NODES:
                self._escape(argument.value, state, span)
        return number

    def _blocks(self, given: tuple[Given, ...], number: int, state: State, owner: Value | None = None) -> None:
        """A block that is given to a builder method runs once, with the new node."""
        for argument in given:
            if type(argument.value) is Closure:
                function = argument.value.function
                names = [parameter.name for parameter in function.parameters[:1]]
                if self.run.nodes[number].helper.is_markup:
                    # one object writes all elements: inside the block it writes into the new one, by any name
                    names += [name for name, value in state.names.items() if value == owner]
                if self.run.nodes[number].helper.is_former:
                    names += self.dialect.selves
                self._run_block(function, dict.fromkeys(names, Nodes((number,))), state)

    def _run_block(self, function: form.Function, names: Mapping[str, Value], state: State) -> None:
        """A block that runs once, with values for its parameters and other names that it sees."""
        inner = Ends()
        kept = {name: state.names.get(name) for name in (*names, *[p.name for p in function.parameters])}
        state.names |= names
        after = self._block(function.body, state, inner)
        states = [*[end for end, _ in inner.returns], *([after] if after is not None else [])]
        self.followed.add(id(function))
        merged = self._together(states, [""] * len(states))
        if merged is not None and merged is not state:
            self._replace_state(state, merged)
        for name, value in kept.items():
            state.forget(name)
            if value is not None:
                state.names[name] = value

    def _method(self, method: Method, call: form.Call, given: tuple[Given, ...], state: State) -> Value | None:
        """A method of something known; ``None`` where it is not."""
        owner = method.owner
        if type(owner) not in _WITH_METHODS:
            return None
        if isinstance(owner, Text) and owner.grows and isinstance(call.function, form.Member):
            return self._buffer_method(owner, call.function, call, given, state)
        if isinstance(owner, Text):
            result = self.dialect.method_of_text(owner, method.name, given, call.span)
            if result is not None and self._is_of_vacant(owner, call):
                return Unsure(call.span)
            if result is not None:
                self._text_made(owner, result, method.name, given)
                self._render_given(given, state)
                return result
            self.run.filled |= {owner.span, *owner.origins}
            return None
        if isinstance(owner, Listed | Dictionary) and method.name in self.dialect.copies and not given:
            return owner
        if isinstance(owner, Listed):
            return self._list_method(owner, method, call, given, state)
        if isinstance(owner, Dictionary) and isinstance(call.function, form.Member):
            return self._mapping_method(owner, call.function, call, given, state)
        return None

    def _mapping_method(
        self, owner: Dictionary, member: form.Member, call: form.Call, given: tuple[Given, ...], state: State
    ) -> Value | None:
        """A method of a mapping: one that looks something up, or puts others over it; any other may fill it."""
        if member.name == "get" and given:
            return self._got(owner, call, given)
        if member.name in self.dialect.updates_mapping | self.dialect.merges_mapping:
            made = put_together((Given(owner, call.span), *given), owner.span)
            if made is not None and member.name in self.dialect.updates_mapping:
                self._is_now(member.value, made, state)
            if made is not None:
                return made if member.name in self.dialect.merges_mapping else Nothing(call.span)
        if member.name in self.dialect.removes_key and given:
            return self._taken_out(owner, member, call, given, state)
        self._may_grow(member.value, state)
        return None

    def _taken_out(
        self, owner: Dictionary, member: form.Member, call: form.Call, given: tuple[Given, ...], state: State
    ) -> Value:
        """What a mapping held for a key that it has no more from here on."""
        key = given[0].value.plain() if isinstance(given[0].value, Text) else None
        taken = self._got(owner, call, given)
        left = Dictionary(owner.span, owner.perhaps(), owner.complete) if key is None else owner.without(key)
        self._is_now(member.value, left, state)
        return taken

    def _got(self, owner: Dictionary, call: form.Call, given: tuple[Given, ...]) -> Value:
        """What a mapping gives for a key, or what is given in its place."""
        key, *others = [argument.value for argument in given]
        word = key.plain() if isinstance(key, Text) else None
        held = found(owner, word, call.span)
        if held is not None and owner.surely_has(word):
            others = []
        # what a variable holds may be what was looked for
        others = [Unsure(value.span, value.risk) if isinstance(value, Unsure) else value for value in others]
        values = [*(() if held is None else (held,)), *others]
        entries = [entry for value in values if isinstance(value, Dictionary) for entry in value.perhaps()]
        if entries:
            return Dictionary(call.span, tuple(entries), False)
        result = unsure(call.span, *others)
        literals = among(values)
        return self._looked_up(replace(result, among=literals), call.arguments[0].value, key)

    @staticmethod
    def _may_grow(expression: form.Expression, state: State) -> None:
        """A variable that is handed to code that is not seen: a list or mapping that it holds may have more in it."""
        path = dotted(expression)
        value = state.get(path) if path is not None else None
        if path is not None and isinstance(value, Listed | Dictionary) and value.complete:
            state.names[path] = replace(value, complete=False)

    def _is_of_vacant(self, owner: Value, call: form.Call) -> bool:
        """Whether a method is that of a text or list that is there to be filled."""
        return isinstance(call.function, form.Member) and self._to_fill(owner, call.function.value)

    def _list_method(
        self, owner: Listed, method: Method, call: form.Call, given: tuple[Given, ...], state: State
    ) -> Value | None:
        if len(given) == 1 and isinstance(function := given[0].value, Closure):
            listed = self._items_through(owner, method.name, function.function, call, state)
            if listed is not None:
                return listed
        result = self.dialect.method_of_list(owner, method.name, given, call.span)
        if result is not None and self._is_of_vacant(owner, call):
            return Unsure(call.span)
        if result is not None:
            for item in owner.items:
                self._use_all(item)
            if isinstance(result, Text):
                self.run.grow(result)
                self.run.note(result)
            return result
        path = dotted(call.function.value) if isinstance(call.function, form.Member) else None
        if path is None or state.get(path) is None:
            return None
        if method.name in self.dialect.list_appends and not any(argument.spread for argument in given):
            items = (*owner.items, *[argument.value for argument in given])
            if len(items) <= MOST_TEXT:
                state.names[path] = Listed(owner.span, items, owner.complete)
            else:
                state.names[path] = Listed(owner.span, owner.items, False)
                for argument in given:
                    self._escape(argument.value, state, call.span)
            return Nothing(call.span)
        state.names[path] = Listed(owner.span, owner.items, False)
        return None

    def _items_through(
        self, owner: Listed, name: str, function: form.Function, call: form.Call, state: State
    ) -> Listed | None:
        """What a function gives for each item of a list, or the items that it holds of; ``None`` if that is unknown."""
        if name in self.dialect.maps:
            return self._mapped(owner, function, call, state)
        if name not in self.dialect.filters or not self.dialect.leaves_out_nothing(self.run.source(function.span)):
            return None
        return Listed(owner.span, tuple([item for item in owner.items if not _is_nothing(item)]), owner.complete)

    def _node_method(
        self, owner: Nodes, method: Method, call: form.Call, given: tuple[Given, ...], state: State
    ) -> Value:
        name = method.name
        if name in self.dialect.renders or (
            name in self.dialect.markup_renders
            and all(self.run.nodes[number].helper.is_markup for number in owner.numbers)
        ):
            self._render(owner, state)
            return Unsure(call.span)
        if name in self.dialect.appends:
            return self._append(owner, name, given, call, state)
        if name in self.dialect.taps and len(given) == 1 and isinstance(given[0].value, Closure):
            block = given[0].value.function
            self._run_block(block, {parameter.name: owner for parameter in block.parameters[:1]}, state)
            return owner
        signature: Signature | None = None
        for number in reversed(owner.numbers):  # that of the first counts, if all have one
            signature = self.run.signature(self.run.nodes[number].helper, name, given)
            if signature is None:
                break
        if signature is None:
            attribute = self.dialect.setter(name)
            if attribute is not None and len(given) == 1:
                for number in owner.numbers:
                    self.run.nodes[number].attributes.append(
                        Set(attribute, method.name_span, given[0].value, given[0].span)
                    )
                return owner
            self._unknown_method(owner, method, call, given, state)
            return Unsure(call.span)
        helper = self.run.helper(signature.cls)
        assert helper is not None, "methods make classes of the library"
        child = self._made(helper, signature, method.name_span, call.span, given, state)
        self._attach(owner, Child(child), state)
        self._blocks(given, child, state, owner)
        return owner if self.dialect.gives_parent(helper.name) else Nodes((child,))

    def _unknown_method(
        self, owner: Nodes, method: Method, call: form.Call, given: tuple[Given, ...], state: State
    ) -> None:
        helpers = [self.run.nodes[number].helper for number in owner.numbers]
        name = method.name
        members = self.dialect.known_members
        if not any(name in helper.methods or self.run.is_former(helper, name) or name in members for helper in helpers):
            first = helpers[0]
            having = [helper for helper in self.run.classes.values() if name in helper.methods]
            others = [helper for helper in having if helper.is_former == first.is_former]
            # a root is known by its class, since all of them make a <Response>
            elsewhere = sorted(
                {helper.name.partition(".")[2] if helper.is_root else f"<{helper.element}>" for helper in others}
            )
            last = max((helper.former[name] for helper in helpers if name in helper.former), default=())
            self.run.problem(
                "unknown-method", method.name_span, method=name, element=first.element, methods=sorted(first.methods),
                elsewhere=elsewhere, library=f"twilio-{self.dialect.library}", last=".".join(map(str, last)),
                later=bool(having),
            )  # fmt: skip
        self._escape(owner, state, call.span)
        for argument in given:
            self._escape(argument.value, state, call.span)

    def _append(self, owner: Nodes, name: str, given: tuple[Given, ...], call: form.Call, state: State) -> Value:
        for argument in given:
            if isinstance(argument.value, Nodes):
                numbers = [
                    number for number in argument.value.numbers if state.below(number).keys().isdisjoint(owner.numbers)
                ]
                if len(numbers) < len(argument.value.numbers):  # a node inside itself
                    self._escape(owner, state, call.span)
                elif len(numbers) == 1:
                    self._attach(owner, Child(numbers[0]), state)
                else:  # one of them, and nobody knows which
                    branches: tuple[Content, ...] = tuple([(Child(number),) for number in numbers])
                    self._attach(owner, Fork("if", ("...",) * len(branches), branches), state)
            elif isinstance(argument.value, Text):
                for parent in owner.numbers:
                    self._put(argument.value, parent, call.span, state)
            else:
                self._escape(owner, state, call.span)
        former = any(self.run.nodes[number].helper.is_former for number in owner.numbers)
        if (name in self.dialect.appends_to_self and not former) or not given:
            return owner
        return given[0].value

    def _unknown_call(
        self, call: form.Call, name: str, function: Value, given: tuple[Given, ...], state: State
    ) -> Value:
        """A function that is not known: it may do anything to the nodes it gets, unless it is known to be harmless."""
        harmless = self.dialect.is_harmless(name)
        if name in self.dialect.captures:
            state.names |= dict.fromkeys(self.dialect.outputs, Unsure(call.span))
        elif call is self.done and self.dialect.may_print(call.function):
            self._may_have_printed(self.run.source(call.span), state)
        for argument in given:
            if harmless:
                self._render_all(argument.value, state)
            else:
                self._escape(argument.value, state, call.span)
        for written in () if harmless else call.arguments:
            self._may_grow(written.value, state)
            self._shared(written.value, state)
        for argument in given:
            self._callback(argument.value, state, call)
        self._handed_on(call, name, given, state)
        if isinstance(function, Method):
            self._escape(function.owner, state, call.span)
        path = ""
        if isinstance(function, Method) and isinstance(function.owner, Unsure):
            source = function.owner.source
            path = f"{source}.{function.name}" if source else function.name
        elif isinstance(function, Unsure):
            path = function.source
        result = self.dialect.called(path or name, function, given, call.span)
        if name == "get" and isinstance(result, Unsure) and call.arguments:
            return self._looked_up(result, call.arguments[0].value, given[0].value)
        return result

    def _handed_on(self, call: form.Call, name: str, given: tuple[Given, ...], state: State) -> None:
        """What becomes of texts that a function gets which is not known.

        Functions other than those that are known to write texts as they are may remove white space around them. What a
        parser gets, or what is made of, may be changed in any way before it is written.
        """
        for argument in given if name not in self.dialect.harmless else ():
            self.run.cleaned |= _places_of(parts_of(argument.value))
        if may_make_tree(name) and makes_tree(self.run.source(call.function.span), name):
            self.run.parsed |= _places_of([argument.value for argument in given])
            for start, end in [argument.value.span for argument in call.arguments]:
                if end - start <= _MOST_OF_ARGUMENT:  # wrapped in something else
                    named = [state.get(word) for word in words_of(self.run.text, Span(start, end))]
                    self.run.parsed |= _places_of([value for value in named if value is not None])
                    self.run.parsed_in.add(Span(start, end))


def _is_nothing(item: Value) -> bool:
    """Whether an item is nothing, or a pair of a key and nothing."""
    return isinstance(item.items[-1] if isinstance(item, Listed) and item.items else item, Nothing)


def _places_of(values: Iterable[Value]) -> set[Span]:
    """The places of texts, and of all that they were made of."""
    return {span for value in values if isinstance(value, Text) for span in (value.span, *value.origins)}


def _quiet_what_is_looked_for(call: form.Call) -> None:
    """What is looked for in a text is not sent."""
    name = _plain(_last(call.function))
    if name in _LOOK_FOR:
        for argument in call.arguments:
            form.quieted(argument.value)
    elif name in _REPLACE:
        owner = dotted(call.function.value) if isinstance(call.function, form.Member) else None
        for argument in call.arguments[1:2] if owner in _TEXT_FIRST else call.arguments[:1]:
            form.quieted(argument.value)


@lru_cache(1000)
def _plain(name: str) -> str:
    """The name of a function in small letters and without signs."""
    return name.lower().translate(_SIGNS)


def _last(function: form.Expression) -> str:
    return (
        function.name if isinstance(function, form.Member) else function.id if isinstance(function, form.Name) else ""
    )
