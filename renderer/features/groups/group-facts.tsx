import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Pill } from '../../ui/mark.tsx'
import type { Group } from './group-dialog.tsx'

/** A group's name, and below it for whom, from when to when and how many; what goes back when, and what is open. */
export function GroupFacts({ group }: { readonly group: Group }) {
  const t = useWords()
  const { days, day, money } = useFormats()
  const stays = group.stays.filter(({ status }) => status !== 'cancelled' && status !== 'no_show')
  const arrivals = stays.map(({ arrival }) => arrival).toSorted()
  const departures = stays.map(({ departure }) => departure).toSorted()
  const facts = [
    arrivals[0] !== undefined && days(arrivals[0], departures.at(-1) ?? arrivals[0]),
    t('groups.roomsCount', { count: stays.length }),
    group.company,
    group.contactName !== null && t('group.contact', { who: group.contactName }),
    group.owedMinor > 0 && t('group.owed', { amount: money(group.owedMinor) }),
  ]
  const goBack = group.unnamed.length
  return (
    <div className="group-facts">
      <p className="soft">{facts.filter(Boolean).join(' · ')}</p>
      <p className="group-marks">
        {group.paysRooms && (
          <Pill tone="accent">{t('group.roomsOnGroup', { amount: money(group.roomsOwedMinor) })}</Pill>
        )}
        {group.releaseDate !== null &&
          (goBack > 0 ? (
            <Pill tone="warn">{t('group.goBack', { count: goBack, day: day(group.releaseDate) })}</Pill>
          ) : (
            <Pill tone="quiet">{t('group.release', { day: day(group.releaseDate) })}</Pill>
          ))}
      </p>
      {group.notes !== '' && <p>{group.notes}</p>}
    </div>
  )
}

/** Nobody but the group's contact is named for the room yet. */
export function isUnnamed(guestName: string, { contactName }: Group): boolean {
  return guestName === contactName
}
