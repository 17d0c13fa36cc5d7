-- What every command of the staff does before and after its own work: may this role, was it done
-- under this key already, why, and what is kept of it.

create type private.staff_command as (
  shop_id uuid,
  staff_id uuid,
  role text,
  command text,
  key text,
  request jsonb,
  reason text,
  answer jsonb
);

create function private.begin_command(shop text, permission text, command text,
  idempotency_key text, request jsonb, reason text) returns private.staff_command
language plpgsql volatile set search_path = '' as $$
declare
  me record := private.staff(shop, permission);
  begun private.staff_command;
begin
  begun.shop_id := me.shop_id;
  begun.staff_id := me.staff_id;
  begun.role := me.role;
  begun.command := command;
  begun.key := idempotency_key;
  begun.request := request;
  begun.answer := private.recall(me.shop_id, me.staff_id, command, idempotency_key, request);
  if begun.answer is null then
    begun.reason := private.require_reason(reason);
  end if;
  return begun;
end $$;
comment on function private.begin_command(text, text, text, text, jsonb, text) is
  'A command of somebody with this permission. Where answer is not null it was given under this '
  'key before, and the command returns it and does nothing. Raises what private.staff, '
  'private.recall and private.require_reason raise.';

create function private.end_command(begun private.staff_command, subject_id uuid,
  answer jsonb, detail jsonb default '{}') returns jsonb
language plpgsql volatile set search_path = '' as $$
begin
  perform private.audit(
    begun.shop_id, begun.staff_id, begun.command, subject_id, begun.reason, detail);
  return private.remember(
    begun.shop_id, begun.staff_id, begun.command, begun.key, begun.request, answer);
end $$;
comment on function private.end_command(private.staff_command, uuid, jsonb, jsonb) is
  'The command is done: its row of the audit log, and its answer kept under its key. Answers that.';
