import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { useWords } from '../../language/use-words.ts'
import { Initials } from './initials.tsx'

interface StaffStripProps {
  readonly staff: readonly { readonly username: string; readonly fullName: string }[]
  readonly chosen: string
  readonly onChoose: (username: string) => void
}

/** Those who have signed in here before, as faces to pick from. */
export function StaffStrip({ staff, chosen, onChoose }: StaffStripProps) {
  const t = useWords()
  return (
    <ToggleButtonGroup
      className="staff-strip"
      aria-label={t('signIn.who')}
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={([key]) => key !== undefined && onChoose(String(key))}
    >
      {staff.map(({ username, fullName }) => (
        <ToggleButton key={username} id={username} className="staff-button">
          <Initials name={fullName} />
          <span className="cut">{fullName}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
