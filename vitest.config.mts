import { defineConfig } from 'vitest/config';

/** Everything but tests/app, which drives real windows and belongs to Playwright. */
export default defineConfig({
  test: {
    include: ['tests/**/*.spec.ts'],
    exclude: ['tests/app/**'],
    pool: 'forks',
    // Limits end what hangs; none of them measures how fast a machine is.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
