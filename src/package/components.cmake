# Read by cpack for each generator: the licence is a file of its own, or in Debian's form.
if(CPACK_GENERATOR STREQUAL "DEB")
  set(CPACK_COMPONENTS_ALL program debian)
else()
  set(CPACK_COMPONENTS_ALL program licence)
endif()
