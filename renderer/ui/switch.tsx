import type { ReactNode } from 'react'
import { SwitchButton, SwitchField, Text, type SwitchFieldProps } from 'react-aria-components'
import './switch.css'

interface SwitchProps extends Omit<SwitchFieldProps, 'className' | 'style' | 'children'> {
  readonly help?: string
  readonly children: ReactNode
}

export function Switch({ help, children, ...rest }: SwitchProps) {
  return (
    <SwitchField {...rest}>
      <SwitchButton className="switch">
        <span className="switch-track">
          <span className="switch-thumb" />
        </span>
        {children}
      </SwitchButton>
      {help !== undefined && (
        <Text slot="description" className="switch-help">
          {help}
        </Text>
      )}
    </SwitchField>
  )
}
