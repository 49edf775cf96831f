import type { InventoryConfiguration } from '@bucket-inventory/core'

import { sabotage } from './sabotage.ts'
import type { Sabotage } from './sabotage.ts'

const madeUp: InventoryConfiguration = {
  id: 'made-up',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: [],
  destination: { bucket: 'reports', format: 'csv' },
}

/** Providers that do not look before they replace or delete, look too late, or do not listen to what the look says. */
export const brokenLastLooks: readonly Sabotage[] = [
  sabotage(
    'asks for a last look at nothing',
    /^asks for no last look where nothing is replaced/,
    (provider) => ({
      put: async (bucket, native, options) => {
        await options?.beforeReplace?.(native)
        return provider.put(bucket, native, options)
      },
    }),
  ),
  sabotage(
    'asks for no last look before it replaces',
    /^(awaits .* replaces|shows what it is to replace|replaces nothing)/,
    (provider) => ({
      put: (bucket, native, { beforeReplace: _look, ...options } = {}) =>
        provider.put(bucket, native, options),
    }),
  ),
  sabotage(
    'asks for the last look when it has replaced',
    /^(awaits .* replaces|replaces nothing)/,
    (provider) => ({
      put: async (bucket, native, { beforeReplace, ...options } = {}) => {
        const previous = await provider.get(bucket, native.id).catch(() => undefined)
        const result = await provider.put(bucket, native, options)
        if (previous !== undefined) await beforeReplace?.(previous)
        return result
      },
    }),
  ),
  sabotage(
    'does not wait for the last look at what it replaces',
    /^(awaits .* replaces|replaces nothing)/,
    (provider) => ({
      put: (bucket, native, options = {}) =>
        provider.put(bucket, native, {
          ...options,
          beforeReplace: (previous) => {
            Promise.resolve(options.beforeReplace?.(previous)).catch(() => undefined)
          },
        }),
    }),
  ),
  sabotage(
    'does not listen to the last look at what it replaces',
    /^replaces nothing/,
    (provider) => ({
      put: (bucket, native, options = {}) =>
        provider.put(bucket, native, {
          ...options,
          beforeReplace: async (previous) => {
            await Promise.resolve(options.beforeReplace?.(previous)).catch(() => undefined)
          },
        }),
    }),
  ),
  sabotage(
    'hides why the last look at what it replaces failed',
    /^replaces nothing/,
    (provider) => ({
      put: async (bucket, native, options) => {
        try {
          return await provider.put(bucket, native, options)
        } catch (error) {
          throw new Error('nothing was replaced', { cause: error })
        }
      },
    }),
  ),
  sabotage(
    'shows the new one',
    /^(awaits .* replaces|shows what it is to replace)/,
    (provider) => ({
      put: (bucket, native, options = {}) =>
        provider.put(bucket, native, {
          ...options,
          beforeReplace: () => options.beforeReplace?.(native),
        }),
    }),
  ),
  sabotage(
    'looks, and does not say what it did',
    /^(awaits .* replaces|asks for no last look where nothing is replaced)/,
    (provider) => ({
      put: async (bucket, native, options) => {
        await provider.put(bucket, native, options)
        return { outcome: 'written' }
      },
    }),
  ),
  sabotage(
    'asks for no last look before it deletes',
    /^(awaits .* deletes|shows what it is to delete|deletes nothing where the last look fails)/,
    (provider) => ({
      delete: (bucket, id, { beforeDelete: _look, ...options } = {}) =>
        provider.delete(bucket, id, options),
    }),
  ),
  sabotage(
    'asks for the last look when it has deleted',
    /^(awaits .* deletes|deletes nothing where)/,
    (provider) => ({
      delete: async (bucket, id, { beforeDelete, ...options } = {}) => {
        const previous = await provider.get(bucket, id).catch(() => undefined)
        const result = await provider.delete(bucket, id)
        if (previous !== undefined) await beforeDelete?.(previous)
        options.signal?.throwIfAborted()
        return result
      },
    }),
  ),
  sabotage(
    'does not wait for the last look at what it deletes',
    /^(awaits .* deletes|deletes nothing where the last look fails)/,
    (provider) => ({
      delete: (bucket, id, options = {}) =>
        provider.delete(bucket, id, {
          ...options,
          beforeDelete: (previous) => {
            Promise.resolve(options.beforeDelete?.(previous)).catch(() => undefined)
          },
        }),
    }),
  ),
  sabotage(
    'does not listen to the last look at what it deletes',
    /^deletes nothing where the last look fails/,
    (provider) => ({
      delete: (bucket, id, options = {}) =>
        provider.delete(bucket, id, {
          ...options,
          beforeDelete: async (previous) => {
            await Promise.resolve(options.beforeDelete?.(previous)).catch(() => undefined)
          },
        }),
    }),
  ),
  sabotage(
    'shows another one than it deletes',
    /^(awaits .* deletes|shows what it is to delete)/,
    (provider) => ({
      delete: (bucket, id, options = {}) =>
        provider.delete(bucket, id, {
          ...options,
          beforeDelete: (previous) =>
            options.beforeDelete?.({ ...previous, enabled: !previous.enabled }),
        }),
    }),
  ),
  sabotage(
    'deletes what it may not look at',
    /^deletes nothing that it may not look at/,
    (provider) => ({
      delete: async (bucket, id, options = {}) => {
        const previous = await provider.get(bucket, id).catch(() => undefined)
        if (previous !== undefined) await options.beforeDelete?.(previous)
        return provider.delete(bucket, id)
      },
    }),
  ),
  sabotage(
    'looks at what is not there',
    /^asks for no last look where nothing is deleted/,
    (provider) => ({
      delete: async (bucket, id, options = {}) => {
        const previous = await provider.get(bucket, id).catch(() => madeUp)
        await options.beforeDelete?.(previous)
        return provider.delete(bucket, id, { ...options, beforeDelete: () => undefined })
      },
    }),
  ),
]
