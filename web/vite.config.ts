import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'

// In development the pages come from Vite, everything else from the server at BURSAR_URL.
const served = ['/api', '/health', '/docs', '/redoc', '/openapi.json']

export default defineConfig(({ mode }) => {
  const server = loadEnv(mode, '.', 'BURSAR_').BURSAR_URL ?? 'http://127.0.0.1:8000'
  return {
    plugins: [
      tanstackRouter({ target: 'react', autoCodeSplitting: true, quoteStyle: 'single', semicolons: false }),
      react(),
    ],
    resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
    server: {
      proxy: {
        ...Object.fromEntries(served.map((path) => [path, { target: server }])),
        '/ws': { target: server, ws: true },
      },
    },
    build: {
      target: 'es2022',
      // Every asset is a file of its own: the content policy allows no data: scripts or fonts.
      assetsInlineLimit: 0,
      // Every browser that runs ES2022 preloads modules by itself.
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: {
          // What every page needs travels together: fewer requests, and it packs better.
          codeSplitting: {
            groups: [
              { name: 'base', test: /node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|openapi-fetch|openapi-react-query|@tanstack[\\/](react-router|router-core|history|store|react-store|react-query|query-core))[\\/]/ },
              { name: 'ui', test: /node_modules[\\/](@mantine[\\/](core|hooks)|@floating-ui|clsx)/, minShareCount: 16 },
              { name: 'kernel', test: /src[\\/]kernel[\\/](?!form|chart|resource[\\/](Record|Side))/, minShareCount: 8 },
            ],
          },
        },
      },
      // ECharts and three.js are one chunk each, fetched by the pages that draw.
      chunkSizeWarningLimit: 700,
      reportCompressedSize: false,
    },
  }
})
