import { defineConfig } from 'vitest/config';

/** Everything but tests/app, which drives real windows and belongs to Playwright. */
export default defineConfig({
  test: {
    include: ['tests/**/*.spec.ts'],
    exclude: ['tests/app/**'],
    pool: 'forks',
    testTimeout: 60_000,
  },
});
