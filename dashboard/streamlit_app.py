from dashboard.app import page

page.main()
