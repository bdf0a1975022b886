"""The step of the schema by which seats with accounts of their own attach files and open them.

As with the functions of `masked_schema.py`, each checks by `session_user`, and looks names up in `pg_catalog` alone. Who
knows the SHA-256 of a content may write it into a record, and open it then: nobody else can tell it.
"""

from __future__ import annotations

from typing import Final

# What is attachable at that step; each `seat account` writes all rights anew.
_RIGHTS: Final = """
-- Whether the role may attach files to such documents, and open those that are attached.
alter table xingfu.rights add column attaches boolean not null default false, add column opens boolean not null default false;
update xingfu.rights set attaches = changes, opens = sees where part in ('recorder', 'staff') and name in
    ('wishes', 'actions', 'meetings', 'home_requests', 'visits', 'households', 'mediations', 'volunteers');
"""

_FUNCTIONS: Final = """
-- How many bytes one file, and all files of the community, may have at most.
create function xingfu.content_limits(c text, out one bigint, out whole bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select least(coalesce((f.l ->> 'file_mb')::bigint, 20), 500) << 20, coalesce((f.l ->> 'all_mb')::bigint, 2000) << 20
    from (select (
        select d.body::json -> 'attachment_limits' from xingfu.documents d
        where d.community = c and d.name = 'communities' order by d.added, d.place limit 1
    ) as l) f $$;
-- Refuses who may attach nothing. What one account sends is taken one after the other.
create function xingfu.attaching(c text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    p constant text := xingfu.part_at(c);
begin
    if not exists (select from xingfu.rights r where r.part = p and r.attaches) then
        raise insufficient_privilege;
    end if;
    perform from xingfu.members m where m.community = c and m.role = session_user::text for update;
end $$;
-- Takes a piece of a file, which nothing names yet; nobody else can add to what this account sends.
create function xingfu.send_piece(c text, upload_ text, place_ integer, piece_ bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    own constant text := session_user::text || '/' || upload_;
    most record;
begin
    perform xingfu.attaching(c);
    if own is null or length(upload_) > 64 or coalesce(place_, -1) < 0
        or coalesce(octet_length(piece_), 0) not between 1 and 1048576
        or exists (select from xingfu.contents k where k.community = c and k.upload = own)
    then
        raise insufficient_privilege;
    end if;
    select * into most from xingfu.content_limits(c);
    if (
        select coalesce(sum(octet_length(s.piece)), 0) from xingfu.pieces s where s.community = c and s.upload = own
    ) + octet_length(piece_) > most.one or (
        select coalesce(sum(octet_length(s.piece)), 0) from xingfu.pieces s where s.community = c
    ) + octet_length(piece_) > most.whole then
        raise program_limit_exceeded;
    end if;
    insert into xingfu.pieces (community, upload, place, piece) values (c, own, place_, piece_);
end $$;
-- Keeps what was sent under its hash, which is computed here: nobody puts another content in the place of one.
create function xingfu.keep_content(c text, sha256_ text, upload_ text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    own constant text := session_user::text || '/' || upload_;
    old text;
    content bytea;
begin
    perform xingfu.attaching(c);
    select string_agg(s.piece, ''::bytea order by s.place) into content
        from xingfu.pieces s where s.community = c and s.upload = own;
    if content is null or encode(sha256(content), 'hex') is distinct from sha256_ then
        raise insufficient_privilege;
    end if;
    select k.upload into old from xingfu.contents k where k.community = c and k.sha256 = sha256_ for update;
    insert into xingfu.contents (community, sha256, size, upload) values (c, sha256_, octet_length(content), own)
        on conflict (community, sha256) do update set size = excluded.size, upload = excluded.upload, kept = now();
    delete from xingfu.pieces s where s.community = c and s.upload = old and old <> own;
end $$;
-- Drops what was sent and is not kept.
create function xingfu.drop_pieces(c text, upload_ text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    own constant text := session_user::text || '/' || upload_;
begin
    perform xingfu.attaching(c);
    delete from xingfu.pieces s where s.community = c and s.upload = own
        and not exists (select from xingfu.contents k where k.community = c and k.upload = own);
end $$;
-- How many bytes all contents take.
create function xingfu.content_size(c text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform xingfu.attaching(c);
    return (select coalesce(sum(k.size), 0)::bigint from xingfu.contents k where k.community = c);
end $$;
-- The pieces of a content that a document names which the role sees.
create function xingfu.content(c text, sha256_ text) returns setof bytea
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    p constant text := xingfu.part_at(c);
begin
    if sha256_ !~ '^[0-9a-f]{64}$' or not exists (
        select from xingfu.documents d join xingfu.rights r on r.part = p and r.name = d.name and r.opens
        where d.community = c and case
            when strpos(d.body, sha256_) = 0 then false
            when json_typeof(d.body::json -> 'attachments') <> 'array' then false
            else exists (
                select from json_array_elements(d.body::json -> 'attachments') a where a ->> 'sha256' = sha256_
            ) end
    ) then
        raise insufficient_privilege;
    end if;
    return query select s.piece from xingfu.contents k
        join xingfu.pieces s on s.community = k.community and s.upload = k.upload
        where k.community = c and k.sha256 = sha256_ order by s.place;
end $$;
"""

CONTENT_FUNCTIONS: Final = (
    "send_piece(text, text, integer, bytea)",
    "keep_content(text, text, text)",
    "drop_pieces(text, text)",
    "content_size(text)",
    "content(text, text)",
)
"""What a seat's account may run, and nobody else has to."""

_INNER: Final = ("content_limits(text)", "attaching(text)")

_CLOSED: Final = "".join(
    f"revoke all on function xingfu.{one} from public;\n" for one in (*CONTENT_FUNCTIONS, *_INNER)
)

# Accounts that are there already may run them at once.
_OPENED: Final = f"""
do $$
declare
    part name;
begin
    for part in select g.rolname from pg_roles g where g.rolname in
        ('xingfu_overseer', 'xingfu_viewer', 'xingfu_recorder', 'xingfu_staff')
    loop
        execute format('grant execute on function {", ".join(f"xingfu.{one}" for one in CONTENT_FUNCTIONS)} to %I', part);
    end loop;
end $$;
"""  # noqa: S608 - no value in it

CONTENTS_OF_SEATS: Final = _RIGHTS + _FUNCTIONS + _CLOSED + _OPENED
