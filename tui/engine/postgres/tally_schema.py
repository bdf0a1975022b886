"""The step of the schema by which each commit keeps the tally of its community."""

from __future__ import annotations

from typing import Final

# Sums of each community, for the board over several: `tallies` says of which commit they are, and by which rules they were
# made. `what` is counted, `at` is the day or month that it is of.
TALLIES: Final = """
create table xingfu.tallies (
    community text primary key,
    rules integer not null,
    seq bigint not null,
    name text not null,
    last text not null
);
create table xingfu.sums (
    community text not null,
    what text not null,
    at text not null,
    amount numeric not null,
    primary key (community, what, at)
);
-- Keeps what commit n adds (none if it is null) if the tally is of the one before. Its name changes unless null is given.
create function xingfu.tallied(
    n bigint, c text, rules_ integer, at_ text, name_ text, whats text[], ats text[], amounts numeric[],
    out number bigint, out kept boolean
) language plpgsql as $$
begin
    number := n;
    kept := false;
    if n = 1 then
        insert into xingfu.tallies (community, rules, seq, name, last) values (c, rules_, n, coalesce(name_, ''), at_)
            on conflict do nothing;
    else
        update xingfu.tallies set seq = n, last = at_, name = coalesce(name_, name)
            where community = c and seq = n - 1 and rules = rules_;
    end if;
    if not found then
        return;
    end if;
    kept := true;
    if cardinality(whats) > 0 then
        insert into xingfu.sums (community, what, at, amount) select c, g.* from unnest(whats, ats, amounts) as g
            on conflict (community, what, at) do update set amount = xingfu.sums.amount + excluded.amount;
        if 0 > any(amounts) then
            delete from xingfu.sums where community = c and amount = 0;
        end if;
    end if;
end $$;
-- Keeps a tally that was counted from all documents at commit n, if that is the last one; whether it was.
create function xingfu.counted(
    c text, rules_ integer, n bigint, last_ text, name_ text, whats text[], ats text[], amounts numeric[]
) returns boolean language plpgsql as $$
begin
    perform from xingfu.communities where community = c and seq = n for update;
    if not found then
        return false;
    end if;
    insert into xingfu.tallies (community, rules, seq, name, last) values (c, rules_, n, name_, last_)
        on conflict (community) do update
        set rules = excluded.rules, seq = excluded.seq, name = excluded.name, last = excluded.last;
    delete from xingfu.sums where community = c;
    insert into xingfu.sums (community, what, at, amount) select c, g.* from unnest(whats, ats, amounts) as g;
    return true;
end $$;
"""
