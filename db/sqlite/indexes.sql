-- The mirror's indexes: each serves a question of the desk, or lets a row that was undone leave without a search for
-- what refers to it. They come and go with the first mirror, which is quicker without them.

create index booking_groups_contact on booking_groups (contact_customer_id) where contact_customer_id is not null;
create index customers_merged on customers (merged_into) where merged_into is not null;
create index customers_unwanted on customers (date_of_birth) where blacklisted = 1;

create index bookings_code on bookings (booking_code);
create index bookings_customer on bookings (customer_id, check_in_date);
create index bookings_arrival on bookings (check_in_date);
create index bookings_departure on bookings (check_out_date);
create index bookings_of_groups on bookings (check_out_date, check_in_date, status, booking_group_id)
  where booking_group_id is not null;
create index bookings_expected on bookings (check_in_date)
  where status in ('pending', 'confirmed', 'guaranteed');
create index bookings_deposit on bookings (deposit_due_date)
  where deposit_amount > 0 and status in ('pending', 'confirmed', 'guaranteed');
create index bookings_in_house on bookings (room_id, check_out_date) where status = 'checked_in';
create index bookings_held on bookings (hold_expires_at) where status = 'pending' and hold_expires_at is not null;
create index bookings_day_use on bookings (check_in_date, room_id) where check_in_date = check_out_date;
create index bookings_group on bookings (booking_group_id) where booking_group_id is not null;

create index booking_nights_booking on booking_nights (booking_id, night);
-- they cover both questions: is this room free, and how many of this type are sold
create index booking_nights_room on booking_nights (room_id, night, booking_id) where holds_room = 1;
-- who was in this room: the rack looks back too
create index booking_nights_past on booking_nights (room_id, night, booking_id) where holds_room = 0;
create index booking_nights_night on booking_nights (night, room_id, room_type_id, booking_id) where holds_room = 1;

create index booking_guests_booking on booking_guests (booking_id);
create index booking_guests_customer on booking_guests (customer_id) where customer_id is not null;

create index invoices_booking on invoices (booking_id) where booking_id is not null;
create index invoices_customer on invoices (customer_id);
create index invoices_credit_note_of on invoices (credit_note_of) where credit_note_of is not null;
create index invoice_lines_invoice on invoice_lines (invoice_id, line_number);
create index invoice_lines_transaction on invoice_lines (transaction_id) where transaction_id is not null;

create index payments_booking on payments (booking_id) where booking_id is not null;
create index payments_invoice on payments (invoice_id) where invoice_id is not null;
create index payments_refund_of on payments (refund_of) where refund_of is not null;
create index payments_shift on payments (shift_id) where shift_id is not null;
create index payments_code on payments (payment_code);
create index payments_day on payments (business_date);

-- with the amount, so that a balance is summed from the index alone
create index transactions_booking on transactions (booking_id, amount) where booking_id is not null;
-- an amount that somebody asks about: the latest of it first
create index transactions_amount on transactions (amount, business_date) where booking_id is not null;
create index transactions_night on transactions (booking_night_id) where booking_night_id is not null;
create index transactions_payment on transactions (payment_id) where payment_id is not null;
create index transactions_reverses on transactions (reverses_id) where reverses_id is not null;
create index transactions_shift on transactions (shift_id) where shift_id is not null;

create index business_days_open on business_days (business_date) where status = 'open';
create index business_days_date on business_days (business_date);
create index number_series_terminal on number_series (terminal_id, document_type, year);
create index room_blocks_room on room_blocks (room_id, ends_on) where released_at is null;

create index desk_notes_booking on desk_notes (booking_id) where booking_id is not null;
create index desk_notes_room on desk_notes (room_id) where room_id is not null;
create index desk_notes_open on desk_notes (due_on) where done_at is null;
create index desk_notes_done on desk_notes (done_at) where done_at is not null;
create index waitlist_entries_customer on waitlist_entries (customer_id);

create index room_leases_room on room_leases (room_id, night);

create index audit_logs_record on audit_logs (record_id, created_at);
create index audit_logs_op on audit_logs (op_id) where op_id is not null;

create index sync_conflicts_open on sync_conflicts (booking_id) where status = 'open';
create index sync_conflicts_op on sync_conflicts (op_id);
create index sync_conflicts_caused_by on sync_conflicts (caused_by) where caused_by is not null;
