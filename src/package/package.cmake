# Packages by cpack: csm_VERSION_ARCH.deb and csm-VERSION-SYSTEM.tar.gz, with the program alone. A package of the library
# would have to be built against the same versions of its static dependencies, so that it is better built from source.

set(CPACK_PACKAGE_NAME csm)
set(CPACK_PACKAGE_CONTACT "The csm authors <authors@csm.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "customer-success figures from CSV and JSON exports")
set(CPACK_PACKAGE_DESCRIPTION "csm computes churn, MRR, NPS, retention and other figures of customer
success from the exports that a team already has: subscriptions, survey
answers, tickets, contracts and costs, in CSV or JSON, compressed or from a
pipe. Each figure shows its parts, its interval, the rule it was computed by
and what was left out.")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_SOURCE_DIR}/src/package/components.cmake)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# What Debian wants beside: the licence in its form, the changelogs, and why lintian is overruled.
set(debian ${CMAKE_CURRENT_BINARY_DIR}/debian)
find_program(CSM_GZIP gzip)
if(CSM_GZIP)
  configure_file(src/package/copyright.in ${debian}/copyright @ONLY)
  configure_file(src/package/changelog.in ${debian}/changelog.Debian @ONLY)
  configure_file(CHANGELOG.md ${debian}/changelog COPYONLY)
  execute_process(COMMAND ${CSM_GZIP} -n -9 -f ${debian}/changelog ${debian}/changelog.Debian COMMAND_ERROR_IS_FATAL ANY)
  install(FILES ${debian}/copyright ${debian}/changelog.gz ${debian}/changelog.Debian.gz
          DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT debian EXCLUDE_FROM_ALL)
  install(FILES src/package/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/lintian/overrides RENAME csm
          COMPONENT debian EXCLUDE_FROM_ALL)
endif()
include(CPack)
