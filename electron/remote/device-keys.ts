import {
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto'
import type { DeviceCredentials } from './remote.ts'

/** What a device makes for itself before it is a terminal. Only the public key and the signing key leave it, once. */
export interface DeviceKeys {
  readonly secret: string
  /** Ed25519, SPKI in base64. */
  readonly publicKey: string
  /** Ed25519, PKCS 8 in base64. */
  readonly privateKey: string
  /** 32 bytes in hex, shared with the server: it checks every command by it, in microseconds. */
  readonly signingKey: string
}

export function makeDeviceKeys(): DeviceKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return {
    secret: randomBytes(32).toString('base64url'),
    publicKey: publicKey.toString('base64'),
    privateKey: privateKey.toString('base64'),
    signingKey: randomBytes(32).toString('hex'),
  }
}

export interface Proof {
  readonly mac?: string
  readonly signature: string
}

/** Says of a hash that it is this device's: to the server by a shared key, to anybody by a key that only it has. */
export type Sign = (hash: string) => Proof

export function signWith({ privateKey, signingKey }: DeviceCredentials): Sign {
  const key: KeyObject = createPrivateKey({
    key: Buffer.from(privateKey, 'base64'),
    type: 'pkcs8',
    format: 'der',
  })
  const shared = signingKey === null ? null : Buffer.from(signingKey, 'hex')
  return (hash) => ({
    ...(shared === null ? {} : { mac: createHmac('sha256', shared).update(hash).digest('hex') }),
    signature: sign(null, Buffer.from(hash), key).toString('base64'),
  })
}
