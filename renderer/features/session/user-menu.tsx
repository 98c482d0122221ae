import { Check, Grid3x3, Keyboard, Languages, Lock, Monitor, Moon, Sun } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import {
  Button as AriaButton,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
} from 'react-aria-components'
import type { StaffMember } from '../../../shared/contract/calls/session.ts'
import { useLanguage } from '../../language/language.ts'
import { isLanguage } from '../../language/locale.ts'
import { useWords } from '../../language/use-words.ts'
import { KeyHint } from '../../ui/key-hint.tsx'
import { isTheme, useTheme } from '../../ui/theme.ts'
import { Initials } from './initials.tsx'
import { SetPinDialog } from './set-pin-dialog.tsx'
import './user-menu.css'

interface UserMenuProps {
  readonly staff: StaffMember
  readonly onLock: () => void
  readonly onShowKeys: () => void
}

/** Who is signed in, and what is theirs to choose. */
export function UserMenu({ staff, onLock, onShowKeys }: UserMenuProps) {
  const t = useWords()
  const { language, choose: chooseLanguage } = useLanguage()
  const { theme, choose: chooseTheme } = useTheme()
  const [pinning, setPinning] = useState(false)
  return (
    <>
      <MenuTrigger>
        <AriaButton className="user-button">
          <Initials name={staff.fullName} />
          <span className="user-name cut">
            {staff.fullName}
            <span className="user-role">{t(`role.${staff.role}`)}</span>
          </span>
        </AriaButton>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu">
            <MenuItem className="menu-item" id="lock" onAction={onLock} textValue={t('user.lock')}>
              <Lock aria-hidden="true" />
              {t('user.lock')}
              <KeyHint keys="F12" />
            </MenuItem>
            <MenuItem
              className="menu-item"
              id="pin"
              onAction={() => setPinning(true)}
              textValue={t('pin.set')}
            >
              <Grid3x3 aria-hidden="true" />
              {t('pin.set')}
            </MenuItem>
            <MenuItem className="menu-item" id="keys" onAction={onShowKeys} textValue={t('user.keys')}>
              <Keyboard aria-hidden="true" />
              {t('user.keys')}
              <KeyHint keys="?" />
            </MenuItem>
            <MenuSection
              className="menu-section"
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[language]}
              onSelectionChange={(keys) =>
                Array.from(keys, String).filter(isLanguage).forEach(chooseLanguage)
              }
            >
              <Header className="menu-header">{t('user.language')}</Header>
              <Choice id="en" label="English" icon={<Languages aria-hidden="true" />} />
              <Choice id="pt" label="Português" icon={<Languages aria-hidden="true" />} />
            </MenuSection>
            <MenuSection
              className="menu-section"
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[theme]}
              onSelectionChange={(keys) => Array.from(keys, String).filter(isTheme).forEach(chooseTheme)}
            >
              <Header className="menu-header">{t('user.theme')}</Header>
              <Choice id="system" label={t('theme.system')} icon={<Monitor aria-hidden="true" />} />
              <Choice id="light" label={t('theme.light')} icon={<Sun aria-hidden="true" />} />
              <Choice id="dark" label={t('theme.dark')} icon={<Moon aria-hidden="true" />} />
            </MenuSection>
          </Menu>
        </Popover>
      </MenuTrigger>
      {pinning && <SetPinDialog onDone={() => setPinning(false)} />}
    </>
  )
}

interface ChoiceProps {
  readonly id: string
  readonly label: string
  readonly icon: ReactNode
}

function Choice({ id, label, icon }: ChoiceProps) {
  return (
    <MenuItem className="menu-item" id={id} textValue={label}>
      {({ isSelected }) => (
        <>
          {icon}
          {label}
          {isSelected && <Check className="menu-check" aria-hidden="true" />}
        </>
      )}
    </MenuItem>
  )
}
