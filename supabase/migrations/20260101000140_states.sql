-- What the states of each machine allow, in one place. functions/contracts/states.ts says the same
-- to both faces, of the machines that people see; a test compares the two. Each answer is a
-- constant to the planner, so that "status = any (private.order_states('open'))" costs no call and
-- still meets partial indexes.

create function private.order_states(that text) returns text[]
language plpgsql immutable set search_path = '' as $$
begin
  case that
    when 'open' then return '{pending_payment,paid,shipped}';
    when 'never_paid' then return '{pending_payment,closed}';
    when 'payable' then return '{pending_payment}';
    when 'closable' then return '{pending_payment}';
    when 'shippable' then return '{paid}';
    when 'mendable' then return '{paid,shipped}';
    when 'receivable' then return '{shipped}';
    when 'refundable' then return '{paid,shipped,completed}';
    when 'done' then return '{completed,refunded}';
    when 'over' then return '{completed,refunded,closed}';
  end case;
end $$;
comment on function private.order_states(text) is
  'States of an order. open: something is still to come. never_paid: no payment was taken. '
  'payable, closable, shippable, receivable (shipped goods arrive), refundable: the step is '
  'allowed. mendable: a waybill may be corrected. done: paid, and nothing is to be sent any more. '
  'over: nothing is to come.';

create function private.after_sale_states(that text) returns text[]
language plpgsql immutable set search_path = '' as $$
begin
  case that
    when 'open' then return '{requested,approved,returning,received,refunding,refund_failed}';
    when 'asking' then return '{requested,approved,returning,received}';
    when 'booked' then return '{refunding,refunded,refund_failed}';
    when 'waiting' then return '{requested,approved,returning}';
    when 'approvable' then return '{requested}';
    when 'rejectable' then return '{requested,approved,returning}';
    when 'cancellable' then return '{requested,returning}';
    when 'returnable' then return '{approved,returning}';
  end case;
end $$;
comment on function private.after_sale_states(text) is
  'States of an after-sale. open: neither finished nor refused. asking: its pieces are asked for '
  'and not yet booked on the lines; booked: they are. waiting: the wait ends by itself at due_at. '
  'approvable, rejectable by staff; cancellable by the buyer; returnable: he may say with which '
  'parcel the goods come back.';

create function private.refund_states(that text) returns text[]
language plpgsql immutable set search_path = '' as $$
begin
  case that
    when 'open' then return '{refunding,refund_failed}';
    when 'final' then return '{refunded,given_up}';
  end case;
end $$;
comment on function private.refund_states(text) is
  'States of a refund. open: money is still owed. final: it is not.';

create function private.attempt_states(that text) returns text[]
language plpgsql immutable set search_path = '' as $$
begin
  case that
    when 'unanswered' then return '{open,closing}';
  end case;
end $$;
comment on function private.attempt_states(text) is
  'States of a payment attempt. unanswered: WeChat has not said how it ends.';

create function private.refund_attempt_states(that text) returns text[]
language plpgsql immutable set search_path = '' as $$
begin
  case that
    when 'unanswered' then return '{open,processing}';
  end case;
end $$;
comment on function private.refund_attempt_states(text) is
  'States of a refund attempt. unanswered: WeChat has not said how it ends.';

create function private.withdrawal_states(that text) returns text[]
language plpgsql immutable set search_path = '' as $$
begin
  case that
    when 'final' then return '{paid,failed,cancelled,rejected}';
    when 'returned' then return '{failed,cancelled,rejected}';
    when 'unsent' then return '{requested,approved,held}';
    when 'reviewable' then return '{requested,held}';
    when 'holdable' then return '{requested,approved}';
    when 'at_wechat' then return '{submitted,processing,wait_user_confirm}';
    when 'confirmable' then return '{processing,wait_user_confirm}';
    when 'droppable' then return '{approved,submitted}';
    when 'ended_unpaid' then return '{failed,cancelled}';
  end case;
end $$;
comment on function private.withdrawal_states(text) is
  'States of a withdrawal. final: nothing comes any more. returned: the money is back in the '
  'balance. unsent: WeChat was not asked. at_wechat: its answer is awaited. reviewable by staff; '
  'holdable: may still be stopped; confirmable: the member may confirm in WeChat; droppable: may '
  'be given up while WeChat does not know of it. ended_unpaid: as WeChat said, not as staff did.';

create function private.commission_states(that text) returns text[]
language plpgsql immutable set search_path = '' as $$
begin
  case that
    when 'unsettled' then return '{pending,held}';
  end case;
end $$;
comment on function private.commission_states(text) is
  'States of a commission. unsettled: promised and not in the balance.';

create function private.distributor_states(that text) returns text[]
language plpgsql immutable set search_path = '' as $$
begin
  case that
    when 'parental' then return '{approved,suspended}';
    when 'frozen' then return '{suspended,expelled}';
  end case;
end $$;
comment on function private.distributor_states(text) is
  'States of a distributor. parental: promotes, or will again, and may be '
  'the parent of another. frozen: unsettled commission '
  'is held.';

create function private.outbox_states(that text) returns text[]
language plpgsql immutable set search_path = '' as $$
begin
  case that
    when 'said' then return '{waiting,done}';
  end case;
end $$;
comment on function private.outbox_states(text) is
  'States of an outbox row. said: WeChat has heard it, or will.';

create function private.work_states(that text) returns text[]
language plpgsql immutable set search_path = '' as $$
begin
  case that
    when 'known' then return '{open,dismissed}';
  end case;
end $$;
comment on function private.work_states(text) is
  'States of a row of the work list. known: not to be listed again, for it is there or was put by.';
