-- migrate:up

-- What a stay and a guest come to, and the books that it is read from: payments, the ledger, invoices.

-- ------------------------------------------------------------------ sums

-- Derived columns are computed where the row is already locked, from a snapshot taken after the lock: two payments at
-- once cannot lose one another, and whoever writes such a column is overruled. To bring a row up to date, write any of
-- them: `update bookings set paid_amount = 0 where id = ...`.
-- (A sum computed before the lock was wrong in 10 of 10 rounds of 30 parallel payments; SELECT FOR UPDATE deadlocked
-- with the foreign key's lock 279 times; this, neither.)
create function app.booking_derive() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    if not app.is_applying() then                          -- sync brings the nights in the same breath, and their sum
      new.total_room_charge := 0;
    end if;
    new.extra_charges := 0;
    new.discounts := 0;
    new.taxes := 0;
    new.paid_amount := 0;
    return new;
  end if;
  select coalesce(sum(n.amount), 0) into new.total_room_charge
    from public.booking_nights n
   where n.booking_id = new.id and n.night >= new.check_in_date and n.night < new.check_out_date;
  -- A room charge without a night is that of a day guest: not among the nights, so an extra.
  select
    coalesce(sum(t.amount) filter (where t.type in ('extra_charge', 'adjustment')
      or t.type = 'room_charge' and t.booking_night_id is null), 0),
    coalesce(-sum(t.amount) filter (where t.type = 'discount'), 0),
    coalesce(sum(t.amount) filter (where t.type = 'tax'), 0)
    into new.extra_charges, new.discounts, new.taxes
    from public.transactions t
   where t.booking_id = new.id;
  select coalesce(sum(case when p.refund_of is null then p.amount else -p.amount end), 0) into new.paid_amount
    from public.payments p
   where p.booking_id = new.id and p.status in ('completed', 'refunded');
  return new;
end
$$;
create trigger booking_derive
  before insert or update of check_in_date, check_out_date, total_room_charge, extra_charges, discounts, taxes, paid_amount
  on public.bookings
  for each row when (not app.is_bulk())
  execute function app.booking_derive();

-- Brings the sums of these bookings up to date. They are locked in the order of their ids, so that two of us do not
-- deadlock.
create function app.touch_bookings(p_ids uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_ids constant uuid[] := array_remove(p_ids, null);
begin
  if cardinality(v_ids) = 0 then                           -- a statement without rows has its triggers, too
    return;
  elsif cardinality(v_ids) > 1 then
    perform from public.bookings b where b.id = any (v_ids) order by b.id for no key update;
  end if;
  update public.bookings b set paid_amount = b.paid_amount where b.id = any (v_ids);
end
$$;

create function app.touch_invoices(p_ids uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_ids constant uuid[] := array_remove(p_ids, null);
begin
  if cardinality(v_ids) = 0 then
    return;
  elsif cardinality(v_ids) > 1 then
    perform from public.invoices i where i.id = any (v_ids) order by i.id for no key update;
  end if;
  update public.invoices i set paid_amount = i.paid_amount where i.id = any (v_ids);
end
$$;

create function app.bookings_of_changed() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform app.touch_bookings(array(select c.booking_id from changed c));
  return null;
end
$$;
create trigger booking_nights_sum_insert after insert on public.booking_nights
  referencing new table as changed for each statement when (not app.is_quiet())
  execute function app.bookings_of_changed();
create trigger booking_nights_sum_update after update on public.booking_nights
  referencing new table as changed for each statement when (not app.is_quiet())
  execute function app.bookings_of_changed();
create trigger transactions_sum_insert after insert on public.transactions
  referencing new table as changed for each statement when (not app.is_quiet())
  execute function app.bookings_of_changed();
-- Lines of suspense money are attached to a booking once (see app.transactions_append_only).
create trigger transactions_sum_update after update on public.transactions
  referencing new table as changed for each statement when (not app.is_quiet())
  execute function app.bookings_of_changed();

-- What a guest's stays come to. The archive's migration adds its own to it.
create view app.customer_sums as
select b.customer_id, count(*)::integer as stays, sum(b.total_amount) as spent, max(b.check_out_date) as last_stay
  from public.bookings b
 where b.status = 'checked_out'
 group by b.customer_id;

create function app.customer_derive() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  select coalesce(max(s.stays), 0), coalesce(max(s.spent), 0), max(s.last_stay)
    into new.total_stays, new.total_spent, new.last_stay_date
    from app.customer_sums s
   where s.customer_id = new.id;
  return new;
end
$$;
create trigger customer_derive before update of total_stays, total_spent, last_stay_date on public.customers
  for each row when (not app.is_bulk())
  execute function app.customer_derive();

create function app.customers_of_stays() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  if tg_op = 'INSERT' then
    v_ids := array(select c.customer_id from changed c where c.status = 'checked_out');
  else
    v_ids := array(
      select x.id
        from changed c
        join before b on b.id = c.id
        cross join lateral (values (c.customer_id), (b.customer_id)) x (id)
       where 'checked_out' in (b.status, c.status)
         and (b.status, b.customer_id, b.total_amount, b.check_out_date)
             is distinct from (c.status, c.customer_id, c.total_amount, c.check_out_date));
  end if;
  if cardinality(v_ids) = 0 then
    return null;
  end if;
  perform from public.customers c where c.id = any (v_ids) order by c.id for no key update;
  update public.customers c set total_stays = c.total_stays where c.id = any (v_ids);
  return null;
end
$$;
create trigger customers_of_new_stays after insert on public.bookings
  referencing new table as changed for each statement when (not app.is_bulk())
  execute function app.customers_of_stays();
create trigger customers_of_stays after update on public.bookings
  referencing old table as before new table as changed for each statement when (not app.is_bulk())
  execute function app.customers_of_stays();

-- ------------------------------------------------------------------ payments and the ledger

create function app.payment_guard() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_paid public.payments;
  v_refunded numeric;
begin
  if tg_op = 'UPDATE' and old.status in ('completed', 'refunded') then
    -- Suspense money may be attached to what it was for, once; nothing else of a completed payment may change.
    if (new.amount, new.refund_of, new.payment_method) is distinct from (old.amount, old.refund_of, old.payment_method)
       or (old.booking_id is not null and new.booking_id is distinct from old.booking_id)
       or (old.invoice_id is not null and new.invoice_id is distinct from old.invoice_id) then
      raise exception 'payment % is completed: refund or void it', old.payment_code
        using errcode = '23514', table = 'payments', constraint = 'payments_completed';
    end if;
  end if;
  if new.booking_id is null and new.invoice_id is not null then
    select i.booking_id into new.booking_id from public.invoices i where i.id = new.invoice_id;
  end if;
  if new.refund_of is not null and new.status in ('completed', 'refunded')
     and (tg_op = 'INSERT' or old.status not in ('completed', 'refunded')) then
    select * into v_paid from public.payments p where p.id = new.refund_of for no key update;
    if v_paid.refund_of is not null or v_paid.status not in ('completed', 'refunded')
       or v_paid.booking_id is distinct from new.booking_id then
      raise exception 'payment % cannot be refunded here', v_paid.payment_code
        using errcode = '23514', table = 'payments', constraint = 'payments_refund_target';
    end if;
    select coalesce(sum(p.amount), 0) into v_refunded
      from public.payments p where p.refund_of = v_paid.id and p.status = 'completed' and p.id <> new.id;
    if v_refunded + new.amount > v_paid.amount then
      raise exception 'refunds exceed payment %', v_paid.payment_code
        using errcode = '23514', table = 'payments', constraint = 'payments_refund_amount';
    end if;
  end if;
  if new.processed_by is null and not app.is_quiet() then
    new.processed_by := (app.current_staff()).id;
  end if;
  return new;
end
$$;
create trigger payment_guard before insert or update on public.payments
  for each row when (not app.is_bulk())
  execute function app.payment_guard();

-- The line on the folio of each of these payments that has none yet; its id follows from the payment's.
create function app.post_payments(p_ids uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  insert into public.transactions (
    id, booking_id, payment_id, type, description, business_date, amount, terminal_id, shift_id, posted_by, suspense_reason, created_at)
  select
    app.derived_id(p.id, 'ledger'), p.booking_id, p.id,
    (case when p.refund_of is null then 'payment' else 'refund' end)::public.transaction_type_enum,
    p.payment_method || ' ' || p.payment_code, p.business_date,
    case when p.refund_of is null then -p.amount else p.amount end,
    p.terminal_id, p.shift_id, p.processed_by,
    case when p.booking_id is null then coalesce(p.suspense_reason, 'invoice_only') end, p.payment_date
  from public.payments p
  where p.id = any (p_ids) and p.status in ('completed', 'refunded')
    and not exists (select from public.transactions t where t.payment_id = p.id and t.reverses_id is null)
  on conflict (id) do nothing;
end
$$;

-- A payment written in SQL is on the folio. Terminals send their lines themselves.
create function app.payment_post() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_counts constant boolean := new.status in ('completed', 'refunded');
  v_counted constant boolean := tg_op = 'UPDATE' and old.status in ('completed', 'refunded');
begin
  if v_counts and not v_counted then
    perform app.post_payments(array[new.id]);
    if new.refund_of is not null then
      update public.payments p set status = 'refunded'
       where p.id = new.refund_of and p.status = 'completed'
         and p.amount = (select sum(r.amount) from public.payments r where r.refund_of = p.id and r.status = 'completed');
    end if;
  elsif v_counted and not v_counts then
    insert into public.transactions (
      id, booking_id, payment_id, reverses_id, type, description, business_date, amount, posted_by, suspense_reason)
    select
      app.derived_id(new.id, 'ledger:void'), t.booking_id, t.payment_id, t.id, t.type, 'void ' || new.payment_code,
      public.hotel_today(), -t.amount, (app.current_staff()).id, t.suspense_reason
    from public.transactions t
    where t.payment_id = new.id and t.reverses_id is null
    on conflict (id) do nothing;
  elsif v_counts and old.booking_id is null and new.booking_id is not null then
    update public.transactions t set booking_id = new.booking_id, suspense_reason = null
     where t.payment_id = new.id and t.booking_id is null;
  end if;
  -- Lock order is always booking, then invoice.
  perform app.touch_bookings(array[new.booking_id]);
  perform app.touch_invoices(array[new.invoice_id]);
  return null;
end
$$;
create trigger payment_post after insert or update of status, booking_id, invoice_id on public.payments
  for each row when (not app.is_quiet())
  execute function app.payment_post();

-- A payment's line says what the payment says, and a reversal takes back exactly what it reverses.
create function app.transaction_guard() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_amount numeric;
  v_booking_id uuid;
begin
  if new.reverses_id is not null then
    select -t.amount, t.booking_id into v_amount, v_booking_id from public.transactions t where t.id = new.reverses_id;
  elsif new.payment_id is not null then
    select case when p.refund_of is null then -p.amount else p.amount end, p.booking_id into v_amount, v_booking_id
      from public.payments p where p.id = new.payment_id;
  else
    return new;
  end if;
  if found and (new.amount, new.booking_id) is distinct from (v_amount, v_booking_id) then
    raise exception 'the line is not that of its payment or of the line it reverses'
      using errcode = '23514', table = 'transactions', constraint = 'transactions_agree';
  end if;
  return new;
end
$$;
create trigger transaction_guard before insert on public.transactions
  for each row when (not app.is_bulk())
  execute function app.transaction_guard();

create function app.append_only() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '23001', table = tg_table_name;
end
$$;
create trigger audit_append_only before update or delete on public.audit_logs
  for each row execute function app.append_only();
create trigger transactions_no_delete before delete on public.transactions
  for each row execute function app.append_only();

-- One change a line may see: money that waited in suspense finds its booking.
create function app.transactions_append_only() returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_attached public.transactions := old;
begin
  if old is not distinct from new then
    return new;
  end if;
  if old.booking_id is null and new.booking_id is not null then
    v_attached.booking_id := new.booking_id;
    v_attached.suspense_reason := new.suspense_reason;
    v_attached.updated_at := new.updated_at;
    if v_attached is not distinct from new then
      return new;
    end if;
  end if;
  raise exception 'the ledger is append-only: reverse the line' using errcode = '23001', table = 'transactions';
end
$$;
create trigger transactions_append_only before update on public.transactions
  for each row execute function app.transactions_append_only();

-- ------------------------------------------------------------------ invoices

create function app.invoice_guard() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    if old.status <> 'draft' then
      raise exception 'invoice % is issued', old.invoice_number
        using errcode = '23001', table = 'invoices', constraint = 'invoices_issued';
    end if;
    return old;
  end if;
  if tg_op = 'UPDATE' and old.status <> 'draft' then
    if new.status = 'draft' or (
         new.invoice_number, new.kind, new.credit_note_of, new.booking_id, new.customer_id, new.terminal_id, new.issue_date,
         new.currency, new.buyer_name, new.buyer_tax_id, new.buyer_address, new.subtotal, new.tax_amount,
         new.discount_amount, new.total_amount)
       is distinct from (
         old.invoice_number, old.kind, old.credit_note_of, old.booking_id, old.customer_id, old.terminal_id, old.issue_date,
         old.currency, old.buyer_name, old.buyer_tax_id, old.buyer_address, old.subtotal, old.tax_amount,
         old.discount_amount, old.total_amount) then
      raise exception 'invoice % is issued: correct it with a credit note', old.invoice_number
        using errcode = '23001', table = 'invoices', constraint = 'invoices_issued';
    end if;
  end if;
  new.paid_amount := 0;
  if tg_op = 'UPDATE' then
    select coalesce(sum(case when p.refund_of is null then p.amount else -p.amount end), 0) into new.paid_amount
      from public.payments p
     where p.invoice_id = new.id and p.status in ('completed', 'refunded');
  end if;
  if new.kind = 'invoice' and new.status in ('sent', 'partial', 'paid', 'overdue') then
    new.status := case
      when new.paid_amount >= new.total_amount then 'paid'
      when new.paid_amount > 0 then 'partial'
      when new.due_date < public.hotel_today() then 'overdue'
      else 'sent' end;
  end if;
  return new;
end
$$;
create trigger invoice_guard before insert or update or delete on public.invoices
  for each row execute function app.invoice_guard();

-- Lines are written while the invoice is a draft; issuing it freezes them.
create function app.invoice_line_guard() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if exists (
    select from public.invoices i
     where i.status <> 'draft'
       and i.id in (case when tg_op <> 'INSERT' then old.invoice_id end, case when tg_op <> 'DELETE' then new.invoice_id end)) then
    raise exception 'the invoice is issued'
      using errcode = '23001', table = 'invoice_lines', constraint = 'invoices_issued';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger invoice_line_guard before insert or update or delete on public.invoice_lines
  for each row execute function app.invoice_line_guard();

-- migrate:down
