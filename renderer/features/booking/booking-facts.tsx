import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { isExpected } from '../../../shared/domain/stay/status.ts'
import { DepositMark } from '../../desk/deposit-mark.tsx'
import { Readiness } from '../../desk/readiness.tsx'
import { Waits } from '../../desk/stay-clock.tsx'
import { StayStatus } from '../../desk/stay-status.tsx'
import { Unsent } from '../../desk/unsent.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { GuestFlags } from '../../desk/guest-flags.tsx'
import { useWords } from '../../language/use-words.ts'

/** The head of the drawer: who, where, when, and what stands open. */
export function BookingFacts({ booking }: { readonly booking: BookingDetail }) {
  const t = useWords()
  const { businessDate } = useHotel()
  const { day, money } = useFormats()
  const { guest } = booking
  const overdue = booking.status === 'checked_in' && booking.departure < businessDate
  return (
    <header className="drawer-head">
      <h2 className="drawer-name">
        <Unsent unsent={booking.unsent} attention={booking.attention.length > 0} />
        {guest.fullName}
      </h2>
      <p className="drawer-flags">
        <StayStatus status={booking.status} />
        {booking.queuedAt !== null && isExpected(booking.status) && <Waits since={booking.queuedAt} />}
        <GuestFlags vip={guest.vip} blacklisted={guest.blacklisted} overdue={overdue} />
        <DepositMark deposit={booking.deposit} />
        <span className="soft">{booking.code}</span>
        <span className="faint">{t(`source.${booking.source}`)}</span>
      </p>
      <p className="drawer-contact soft">
        {[guest.phone, guest.email, guest.nationality].filter((fact) => fact !== null).join(' · ') ||
          t('guest.noContact')}
        <span className="faint"> · {t('guest.staysBefore', { count: guest.staysBefore })}</span>
      </p>
      <dl className="facts">
        <div>
          <dt>{t('column.room')}</dt>
          <dd>
            <strong className="fact-big">{booking.roomNumber ?? '—'}</strong>
            <span className="faint cut">{booking.roomTypeName}</span>
          </dd>
          {booking.roomHousekeeping && booking.status !== 'checked_in' && (
            <dd className="fact-more">
              <Readiness
                room={{
                  housekeeping: booking.roomHousekeeping,
                  occupied: booking.blockers.includes('room_occupied'),
                  blocked: booking.blockers.includes('room_blocked'),
                }}
              />
            </dd>
          )}
        </div>
        <div>
          <dt>{t('column.stay')}</dt>
          <dd>
            <strong>{day(booking.arrival)}</strong>
          </dd>
          <dd className="fact-more">
            {t('booking.until', { day: day(booking.departure), nights: booking.nights })}
          </dd>
          <dd className="fact-more">
            {t('booking.party', { adults: booking.adults, children: booking.children })}
          </dd>
        </div>
        <div>
          <dt>{t('folio.balance')}</dt>
          <dd>
            <strong className="fact-big">{money(booking.balanceMinor)}</strong>
          </dd>
          {booking.groupPaysRoom && <dd className="fact-more">{t('folio.roomOnGroup')}</dd>}
          {booking.unpostedMinor > 0 && (
            <dd className="fact-more">{t('folio.toCome', { amount: money(booking.unpostedMinor) })}</dd>
          )}
        </div>
      </dl>
    </header>
  )
}
