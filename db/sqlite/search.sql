-- Keeps what is found, and by what. It goes with the indexes: a first mirror fills the entries at its end.
-- What is found by notes and the like, as the view `mentioned` says, is made in electron/store/mention-sql.ts.

create trigger customers_found_insert after insert on customers begin
  insert into search_entries (kind, row_id, text) values ('guest', new.id, guest_search_text(
    new.full_name, new.email, new.phone, new.alternate_phone, new.company_name, new.customer_code));
end;
create trigger customers_found_update
after update of full_name, email, phone, alternate_phone, company_name, customer_code on customers
when (new.full_name, new.email, new.phone, new.alternate_phone, new.company_name, new.customer_code)
  is not (old.full_name, old.email, old.phone, old.alternate_phone, old.company_name, old.customer_code)
begin
  update search_entries set text = guest_search_text(
    new.full_name, new.email, new.phone, new.alternate_phone, new.company_name, new.customer_code)
  where row_id = new.id;
end;
create trigger customers_found_delete after delete on customers begin
  delete from search_entries where row_id = old.id;
end;

create trigger bookings_found_insert after insert on bookings begin
  insert into search_entries (kind, row_id, text) values ('booking', new.id, lower(new.booking_code));
end;
create trigger bookings_found_update after update of booking_code on bookings
when new.booking_code is not old.booking_code
begin
  update search_entries set text = lower(new.booking_code) where row_id = new.id;
end;
create trigger bookings_found_delete after delete on bookings begin
  delete from search_entries where row_id = old.id;
end;

-- what was written down about somebody's stays goes with the name, and comes back should the server refuse that
create trigger customers_forgotten_insert after insert on customers when new.anonymised_at is not null begin
  delete from mention_entries
  where kind in ('wish', 'note') and booking_id in (select id from bookings where customer_id = new.id);
  delete from mention_entries
  where kind = 'waiting' and row_id in (select id from waitlist_entries where customer_id = new.id);
end;
create trigger customers_forgotten_update after update of anonymised_at on customers
when new.anonymised_at is not old.anonymised_at
begin
  delete from mention_entries
  where kind in ('wish', 'note') and booking_id in (select id from bookings where customer_id = new.id);
  delete from mention_entries
  where kind = 'waiting' and row_id in (select id from waitlist_entries where customer_id = new.id);
  insert into mention_entries (kind, row_id, booking_id, text)
    select kind, row_id, booking_id, text from mentioned
    where kind in ('wish', 'note') and booking_id in (select id from bookings where customer_id = new.id);
  insert into mention_entries (kind, row_id, booking_id, text)
    select kind, row_id, booking_id, text from mentioned
    where kind = 'waiting' and row_id in (select id from waitlist_entries where customer_id = new.id);
end;
-- a stay may come after its notes, and become another guest's by a merge
create trigger bookings_forgotten_insert after insert on bookings begin
  delete from mention_entries
  where kind = 'note' and booking_id = new.id
    and exists (select 1 from customers c where c.id = new.customer_id and c.anonymised_at is not null);
end;
create trigger bookings_forgotten_update after update of customer_id on bookings
when new.customer_id is not old.customer_id
begin
  delete from mention_entries where kind = 'note' and booking_id = new.id;
  insert into mention_entries (kind, row_id, booking_id, text)
    select kind, row_id, booking_id, text from mentioned where kind = 'note' and booking_id = new.id;
end;

-- What follows rests while a first mirror is made, and is made anew at its end: the last of the file.

create trigger found_balance_insert after insert on transactions when new.booking_id is not null begin
  insert into open_balances (booking_id, amount) values (new.booking_id, new.amount)
    on conflict (booking_id) do update set amount = amount + excluded.amount;
  delete from open_balances where booking_id = new.booking_id and amount = 0;
end;
create trigger found_balance_update after update of booking_id, amount on transactions
when (new.booking_id, new.amount) is not (old.booking_id, old.amount)
begin
  insert into open_balances (booking_id, amount) select old.booking_id, -old.amount where old.booking_id is not null
    on conflict (booking_id) do update set amount = amount + excluded.amount;
  insert into open_balances (booking_id, amount) select new.booking_id, new.amount where new.booking_id is not null
    on conflict (booking_id) do update set amount = amount + excluded.amount;
  delete from open_balances where booking_id in (old.booking_id, new.booking_id) and amount = 0;
end;
create trigger found_balance_delete after delete on transactions when old.booking_id is not null begin
  insert into open_balances (booking_id, amount) values (old.booking_id, -old.amount)
    on conflict (booking_id) do update set amount = amount + excluded.amount;
  delete from open_balances where booking_id = old.booking_id and amount = 0;
end;

create trigger search_entries_insert after insert on search_entries begin
  insert into search_index (rowid, text) values (new.id, new.text);
end;
create trigger search_entries_update after update of text on search_entries begin
  insert into search_index (search_index, rowid, text) values ('delete', old.id, old.text);
  insert into search_index (rowid, text) values (new.id, new.text);
end;
create trigger search_entries_delete after delete on search_entries begin
  insert into search_index (search_index, rowid, text) values ('delete', old.id, old.text);
end;

create trigger mention_entries_insert after insert on mention_entries begin
  insert into mention_index (rowid, text) values (new.id, new.text);
end;
create trigger mention_entries_update after update of text on mention_entries begin
  insert into mention_index (mention_index, rowid, text) values ('delete', old.id, old.text);
  insert into mention_index (rowid, text) values (new.id, new.text);
end;
create trigger mention_entries_delete after delete on mention_entries begin
  insert into mention_index (mention_index, rowid, text) values ('delete', old.id, old.text);
end;
