import { MoneyField } from '../../desk/money-field.tsx'
import { RoomPicker } from '../../desk/room-picker.tsx'
import { useWords } from '../../language/use-words.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Availability } from './availability.tsx'
import { chooseType, departureOf } from './booking-draft.ts'
import { PayOnArrival } from './pay-on-arrival.tsx'
import { PriceExplained } from './price-explained.tsx'
import { SurelyYours } from './surely-yours.tsx'
import { ToWaitlist } from './to-waitlist.tsx'
import type { NewBooking } from './use-new-booking.ts'

/** What is free, at what price night by night, and which room: needed for a walk-in, a wish for a booking. */
export function RoomAndPrice({ form }: { readonly form: NewBooking }) {
  const t = useWords()
  const { draft, setDraft, quote, type, walkIn, tried } = form
  if (!quote) return null
  return (
    <>
      <SurelyYours arrival={draft.arrival} departure={departureOf(draft)} roomTypeId={draft.roomTypeId} />
      <Availability
        quote={quote}
        chosen={draft.roomTypeId}
        onChoose={(roomTypeId) => setDraft(chooseType(draft, roomTypeId))}
      />
      <ToWaitlist form={form} />
      {tried && draft.roomTypeId === null && <NoticeBox tone="bad">{t('new.sayType')}</NoticeBox>}
      {type && type.free <= 0 && <NoticeBox tone="warn">{t('new.overbooks')}</NoticeBox>}
      {type && (
        <div className="new-detail">
          <div className="new-price">
            <h3 className="field-label">{t('new.pricePerNight')}</h3>
            <PriceExplained
              stay={{
                arrival: draft.arrival,
                departure: departureOf(draft),
                adults: draft.adults,
                children: draft.children,
                roomTypeId: type.roomTypeId,
                roomId: draft.roomId,
                rateMinor: form.rateMinor,
              }}
            />
            <MoneyField
              label={t('new.rate')}
              text={draft.rate}
              onText={(rate) => setDraft({ ...draft, rate })}
              problem={form.rateProblem}
            />
          </div>
          <div className="new-room">
            <h3 className="field-label">{walkIn ? t('new.room') : t('new.roomOptional')}</h3>
            <div className="new-picker">
              <RoomPicker
                arrival={draft.arrival}
                departure={departureOf(draft)}
                roomTypeId={type.roomTypeId}
                chosenRoomId={draft.roomId}
                onChoose={form.chooseRoom}
              />
            </div>
            {walkIn && tried && draft.roomId === null && <NoticeBox tone="bad">{t('new.sayRoom')}</NoticeBox>}
            {form.needsReason && (
              <TextField
                label={t('checkIn.override')}
                help={t('new.reasonHelp')}
                value={form.reason}
                onChange={form.setReason}
                problem={tried && form.reason.trim() === '' ? t('new.sayReason') : undefined}
                maxLength={200}
              />
            )}
          </div>
        </div>
      )}
      {type && walkIn && <PayOnArrival form={form} totalMinor={form.totalMinor} />}
    </>
  )
}
