import type { ReactNode } from 'react'
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components'
import './switch.css'

interface SwitchProps extends Omit<AriaSwitchProps, 'className' | 'style' | 'children'> {
  readonly help?: string
  readonly children: ReactNode
}

export function Switch({ help, children, ...rest }: SwitchProps) {
  return (
    <AriaSwitch {...rest} className="switch">
      <span className="switch-track">
        <span className="switch-thumb" />
      </span>
      <span>
        {children}
        {help !== undefined && <span className="switch-help">{help}</span>}
      </span>
    </AriaSwitch>
  )
}
