"""The step of the schema with which a commit does no more than it needs: nothing is looked for that it does not delete."""

from __future__ import annotations

from typing import Final

COMMIT: Final = """
create or replace function xingfu.commit(
    c text, k text, expected bigint, at_ text, person_ text, seat_ text, action_ text, about_ text, changes_ text,
    names text[], ids text[], bodies text[], next_names text[], next_ids bigint[], masked_ text[], shown_ text
) returns bigint language plpgsql as $$
declare
    n bigint;
    gone record;
begin
    update xingfu.communities set seq = seq + 1, masked = case when shown_ is null then masked else seq + 1 end
        where community = c and seq = expected returning seq into n;
    if n is null then
        return null;
    end if;
    insert into xingfu.commits (community, seq, key, at, person, seat, action, about, changes, shown)
        values (c, n, k, at_, person_, seat_, action_, about_, changes_, shown_);
    if array_position(bodies, null) is not null then
        -- One by one, by the whole key: all at once the server may go through the documents of the community instead.
        for gone in select g.name, g.id from unnest(names, ids, bodies) as g(name, id, body) where g.body is null loop
            delete from xingfu.documents where community = c and name = gone.name and id = gone.id;
        end loop;
    end if;
    insert into xingfu.documents (community, name, id, added, place, changed, body, masked)
        select c, g.name, g.id, n, g.place, n, g.body, g.masked
        from unnest(names, ids, bodies, masked_) with ordinality as g(name, id, body, masked, place)
        where g.body is not null
        on conflict (community, name, id) do update set body = excluded.body, changed = excluded.changed,
        masked = case when shown_ is null then xingfu.documents.masked else excluded.masked end;
    if cardinality(next_names) > 0 then
        insert into xingfu.numbers (community, name, next_id)
            select c, g.name, g.next_id from unnest(next_names, next_ids) as g(name, next_id)
            on conflict (community, name) do update set next_id = greatest(xingfu.numbers.next_id, excluded.next_id);
    end if;
    return n;
end $$;
"""
