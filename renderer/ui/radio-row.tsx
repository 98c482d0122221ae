import type { ReactNode } from 'react'
import { RadioButton, RadioField } from 'react-aria-components'

interface RadioRowProps {
  readonly value: string
  readonly className: string
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
  readonly children: ReactNode
}

/** One choice of a radio group, the whole of it to be clicked. */
export function RadioRow({
  value,
  className,
  isDisabled = false,
  autoFocus = false,
  children,
}: RadioRowProps) {
  return (
    <RadioField value={value} isDisabled={isDisabled} autoFocus={autoFocus}>
      <RadioButton className={className}>{children}</RadioButton>
    </RadioField>
  )
}
